// answers: the documents without what was read of them
// columns: [id, mentions]
MATCH (d:Document) WHERE d.extracted IS NULL
RETURN d.id AS id, d.mentions AS mentions
ORDER BY id
