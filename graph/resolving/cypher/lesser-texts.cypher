// answers: the documents that are texts of a policy of which another text counts
// columns: [id]
MATCH (d:Document)-[:VERSION_OF]->(:Document)
RETURN DISTINCT d.id AS id
ORDER BY id
