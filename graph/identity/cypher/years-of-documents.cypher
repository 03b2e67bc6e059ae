// answers: what tells the years that these documents are of
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, published, issued, number, title]
UNWIND $ids AS id
MATCH (d:Document {id: id})
OPTIONAL MATCH (d)-[:STATES]->(p:Policy)
RETURN d.id AS id, d.published_on.year AS published, p.issued_on.year AS issued, p.number AS number, p.title AS title
ORDER BY id, p.id
