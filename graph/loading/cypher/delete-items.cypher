// does: take away what belongs to these documents alone
// parameters: {rows: [{id: 630ede4af768d15a}]}
UNWIND $rows AS row
MATCH (:Document {id: row.id})<-[:STATED_IN]-(n)
DETACH DELETE n
