// answers: in which ledger a row stands, with its words
// parameters: {progress: 8cb141ad3ecb9f7e}
// columns: [document, source, row, evidence]
MATCH (g:Progress {id: $progress})-[r:STATED_IN]->(doc:Document)
RETURN doc.id AS document, doc.name AS source, g.task AS row, r.evidence AS evidence
