// does: note on documents what the links of their figures rest on
// parameters: {rows: [{id: 630ede4af768d15a, answered: x}]}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d.answered = row.answered
