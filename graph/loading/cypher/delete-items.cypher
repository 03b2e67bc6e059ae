// does: take away what belongs to these documents alone
// parameters: {rows: [{id: 630ede4af768d15a}]}
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d.facts = d.facts
WITH d
MATCH (d)<-[:STATED_IN]-(n)
DETACH DELETE n
