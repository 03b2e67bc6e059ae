// answers: the regions of these departments
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, region]
MATCH (d:Department)-[:WITHIN]->(r:Region)
WHERE d.id IN $ids
RETURN DISTINCT d.id AS id, coalesce(r.full_name, r.name) AS region
ORDER BY id, region
