// answers: the texts of these documents
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, text]
UNWIND $ids AS id
MATCH (d:Document {id: id})
RETURN d.id AS id, d.text AS text
