// answers: the departments of these regions
// parameters: {regions: [8cb141ad3ecb9f7e]}
// columns: [id, name, full_name, aliases, function, kind, level, documents, region]
UNWIND $regions AS region
MATCH (:Region {id: region})<-[:WITHIN]-(d:Department)
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.aliases AS aliases, d.function AS function,
       d.kind AS kind, d.level AS level, d.documents AS documents, region
ORDER BY id, region
