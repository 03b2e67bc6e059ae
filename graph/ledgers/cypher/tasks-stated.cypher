// answers: the tasks that these documents state
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, task]
UNWIND $ids AS id
MATCH (t:Task)-[:STATED_IN]->(d:Document {id: id})
RETURN id, t.id AS task
ORDER BY id, task
