// answers: the departments of which it is not known where they are
// columns: [id, name, full_name, level, region]
MATCH (d:Department)
WHERE (d.level IS NULL OR d.level <> 'central') AND NOT EXISTS { (d)-[:WITHIN]->(:Region) }
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.level AS level, null AS region
ORDER BY id
