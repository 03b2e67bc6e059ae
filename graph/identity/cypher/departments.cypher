// answers: every department with the id of its region
// columns: [id, name, full_name, aliases, function, kind, level, documents, region]
MATCH (d:Department)
OPTIONAL MATCH (d)-[:WITHIN]->(r:Region)
WITH d, min(r.id) AS region
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.aliases AS aliases, d.function AS function,
       d.kind AS kind, d.level AS level, d.documents AS documents, region
ORDER BY id
