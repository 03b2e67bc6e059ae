// answers: what tells the year that a document is of
// columns: [id, published, issued, number, title]
MATCH (d:Document)
OPTIONAL MATCH (d)-[:STATES]->(p:Policy)
RETURN d.id AS id, d.published_on.year AS published, p.issued_on.year AS issued, p.number AS number, p.title AS title
ORDER BY id, p.id
