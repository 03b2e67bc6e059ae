// answers: which measures of these documents carry out which above
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, lower, upper]
UNWIND $ids AS id
MATCH (d:Document {id: id})<-[:STATED_IN]-(t:Task)-[:DERIVES_FROM]->(u:Task)
RETURN DISTINCT d.id AS document, t.id AS lower, u.id AS upper
