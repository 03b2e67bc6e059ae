// answers: the regions that lie in any of these
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [lower]
UNWIND $ids AS id
MATCH (r:Region {id: id})<-[:WITHIN*1..6]-(a:Region)
RETURN DISTINCT a.id AS lower
ORDER BY lower
