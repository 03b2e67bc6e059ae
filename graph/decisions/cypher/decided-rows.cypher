// answers: what the rows of ledgers of these Progress nodes call their tasks, and of whose ledger, until when they tell
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, row, document, source, place, as_of]
MATCH (g:Progress)-[:STATED_IN]->(doc:Document) WHERE g.id IN $ids
RETURN g.id AS id, g.task AS row, doc.id AS document, doc.name AS source, doc.region_id AS place, toString(g.as_of) AS as_of
ORDER BY source, document, id
