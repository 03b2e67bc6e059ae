// answers: in which regions these lie
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [lower, upper]
UNWIND $ids AS id
MATCH (a:Region {id: id})-[:WITHIN]->(b:Region)
RETURN DISTINCT a.id AS lower, b.id AS upper
ORDER BY lower, upper
