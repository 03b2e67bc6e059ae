// does: keep with documents what was read of them
// parameters: {rows: [{id: 630ede4af768d15a, extracted: x}]}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d.extracted = row.extracted
