// answers: with which decisions and identities each document is written
// columns: [id, resolved]
MATCH (d:Document)
RETURN d.id AS id, d.resolved AS resolved
ORDER BY id
