// answers: what the rows of these ledgers call their tasks
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, called]
UNWIND $ids AS id
MATCH (g:Progress)-[:STATED_IN]->(d:Document {id: id})
RETURN id, collect(DISTINCT g.task) AS called
ORDER BY id
