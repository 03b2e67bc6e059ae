// answers: regions, each with those that it lies in, the nearest first
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, name, full_name, level, above]
UNWIND $ids AS id
MATCH (r:Region {id: id})
OPTIONAL MATCH way = (r)-[:WITHIN*1..5]->(a:Region)
WITH r, a.id AS above, min(length(way)) AS steps
ORDER BY steps, above
RETURN r.id AS id, r.name AS name, r.full_name AS full_name, r.level AS level, collect(above) AS above
ORDER BY id
