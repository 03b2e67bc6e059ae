// answers: every region with what it is called
// columns: [id, name, full_name, level, code]
MATCH (r:Region)
RETURN r.id AS id, r.name AS name, r.full_name AS full_name, r.level AS level, r.code AS code
ORDER BY id
