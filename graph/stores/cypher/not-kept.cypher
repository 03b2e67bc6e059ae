// answers: how many documents are without what was read of them
// columns: [documents]
MATCH (d:Document) WHERE d.extracted IS NULL
RETURN count(d) AS documents
