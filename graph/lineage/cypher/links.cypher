// answers: the links of these documents' measures to those above
// parameters: {ids: [630ede4af768d15a]}
// columns: [source, target, document, properties]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(a:Task)-[r:DERIVES_FROM]->(b:Task)
WHERE r.basis = 'aligned'
RETURN a.id AS source, b.id AS target, r.document AS document, properties(r) AS properties
