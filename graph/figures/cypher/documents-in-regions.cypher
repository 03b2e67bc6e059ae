// answers: the documents that are of these regions themselves
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [document]
UNWIND $ids AS id
MATCH (d:Document) WHERE d.region_id = id
RETURN d.id AS document
ORDER BY document
