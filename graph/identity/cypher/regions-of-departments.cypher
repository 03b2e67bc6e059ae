// answers: the regions that these departments are within, and whether they are the centre's
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, central, region]
UNWIND $ids AS id
MATCH (d:Department {id: id})
OPTIONAL MATCH (d)-[:WITHIN]->(r:Region)
RETURN DISTINCT d.id AS id, d.level = 'central' AS central, r.id AS region
