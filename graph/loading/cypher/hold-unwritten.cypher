// does: make who would take these documents away wait, as long as they are not written out
// parameters: {rows: [{id: 630ede4af768d15a}], mark: unwritten}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
WHERE d.resolved = $mark
SET d.resolved = $mark
