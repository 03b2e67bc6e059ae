// answers: what tells the year that a document is of
// columns: [id, published_on, issued_on, number, title]
MATCH (d:Document)
OPTIONAL MATCH (d)-[:STATES]->(p:Policy)
RETURN d.id AS id, d.published_on AS published_on, p.issued_on AS issued_on, p.number AS number, p.title AS title
ORDER BY id, p.id
