// does: note on documents what their links rest on
// parameters: {rows: [{id: 630ede4af768d15a, aligned: x}]}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d.aligned = row.aligned
