// answers: the documents of whose tasks a ledger tells
// parameters: {ledger: 630ede4af768d15a}
// columns: [id, name]
MATCH (:Document {id: $ledger})<-[:STATED_IN]-(:Progress)<-[:HAS_PROGRESS]-(:Task)-[:STATED_IN]->(doc:Document)
WHERE doc.id <> $ledger
RETURN DISTINCT doc.id AS id, doc.name AS name
ORDER BY name, id
