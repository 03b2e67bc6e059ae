// answers: the departments within these regions, each with the id of its region
// parameters: {regions: [8cb141ad3ecb9f7e]}
// columns: [id, name, full_name, function, kind, level, region, aliases]
UNWIND $regions AS own
MATCH (:Region {id: own})<-[:WITHIN]-(d:Department)
WITH DISTINCT d
MATCH (d)-[:WITHIN]->(r:Region)
WITH d, min(r.id) AS region
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.function AS function, d.kind AS kind, d.level AS level,
       region, d.aliases AS aliases
ORDER BY id
