// answers: the departments of the central government
// columns: [id, name, full_name, aliases, function, kind, level, documents, region]
MATCH (d:Department {level: 'central'})
WITH d, null AS region
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.aliases AS aliases, d.function AS function,
       d.kind AS kind, d.level AS level, d.documents AS documents, region
ORDER BY id
