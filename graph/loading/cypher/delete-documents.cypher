// does: take away these documents
// parameters: {rows: [{id: 630ede4af768d15a}]}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
DETACH DELETE d
