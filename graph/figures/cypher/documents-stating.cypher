// answers: the documents that state these policies
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [document]
UNWIND $ids AS id
MATCH (:Policy {id: id})<-[:STATES]-(d:Document)
RETURN DISTINCT d.id AS document
ORDER BY document
