// answers: the documents that state policies of these regions
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [document]
UNWIND $ids AS id
MATCH (p:Policy) WHERE p.region_id = id
MATCH (p)<-[:STATES]-(d:Document)
RETURN DISTINCT d.id AS document
ORDER BY document
