// answers: which of these documents are not written out
// parameters: {rows: [{id: 630ede4af768d15a}], mark: unwritten}
// columns: [id]
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
WHERE d.resolved = $mark
RETURN d.id AS id
ORDER BY id
