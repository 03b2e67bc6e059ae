// answers: every department with the id of its region
// columns: [id, name, full_name, function, kind, level, region, aliases]
MATCH (d:Department)
OPTIONAL MATCH (d)-[:WITHIN]->(r:Region)
WITH d, min(r.id) AS region
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.function AS function, d.kind AS kind, d.level AS level,
       region, d.aliases AS aliases
ORDER BY id
