// answers: what belongs to these documents alone
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, label, properties]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(n)
RETURN id AS document, labels(n)[0] AS label, properties(n) AS properties
ORDER BY document, label, n.id
