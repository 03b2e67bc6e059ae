// answers: what the rows of each ledger call their tasks
// columns: [id, called]
MATCH (g:Progress)-[:STATED_IN]->(d:Document)
RETURN d.id AS id, collect(DISTINCT g.task) AS called
ORDER BY id
