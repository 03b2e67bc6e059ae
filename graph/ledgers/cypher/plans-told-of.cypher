// answers: the documents of whose tasks a ledger tells, or may
// parameters: {ledger: 630ede4af768d15a}
// columns: [id, name]
MATCH (g:Progress)-[:STATED_IN]->(:Document {id: $ledger})
OPTIONAL MATCH (told:Task)-[:HAS_PROGRESS]->(g)
WITH coalesce(g.perhaps, [told.id]) AS ids
UNWIND ids AS id
MATCH (:Task {id: id})-[:STATED_IN]->(doc:Document)
WHERE doc.id <> $ledger
RETURN DISTINCT doc.id AS id, doc.name AS name
ORDER BY name, id
