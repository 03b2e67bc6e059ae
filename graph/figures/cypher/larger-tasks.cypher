// answers: which tasks of these documents are part of which
// parameters: {ids: [630ede4af768d15a]}
// columns: [task, larger]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(t:Task)-[:PART_OF]->(u:Task)
RETURN DISTINCT t.id AS task, u.id AS larger
