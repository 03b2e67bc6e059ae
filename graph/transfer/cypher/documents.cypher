// answers: the ids of all documents
// columns: [id]
MATCH (d:Document)
RETURN d.id AS id
