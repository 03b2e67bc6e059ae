// answers: the regions of these names that have a code
// parameters: {names: [柳溪县]}
// columns: [id, name, full_name, level]
UNWIND $names AS name
MATCH (r:Region {name: name}) WHERE r.code IS NOT NULL
RETURN r.id AS id, r.name AS name, r.full_name AS full_name, r.level AS level
ORDER BY id
