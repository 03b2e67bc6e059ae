// answers: what all documents are called, to offer those that somebody may have meant
// columns: [id, name, sources]
MATCH (d:Document)
RETURN d.id AS id, d.name AS name, d.sources AS sources
ORDER BY name, id
