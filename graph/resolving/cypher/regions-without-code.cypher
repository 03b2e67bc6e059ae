// answers: the regions that only their names tell
// columns: [id, name, full_name, level]
MATCH (r:Region) WHERE r.code IS NULL
RETURN r.id AS id, r.name AS name, r.full_name AS full_name, r.level AS level
ORDER BY id
