// does: note that these documents are written out
// parameters: {rows: [{id: 630ede4af768d15a}], mark: unwritten}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
WHERE d.resolved = $mark
REMOVE d.resolved
