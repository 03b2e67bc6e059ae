// answers: the departments of these names, each with the id of its region
// parameters: {names: [柳溪县农业农村局]}
// columns: [id, name, full_name, level, region]
UNWIND $names AS name
MATCH (d:Department {name: name})-[:WITHIN]->(r:Region)
WITH d, min(r.id) AS region
RETURN d.id AS id, d.name AS name, d.full_name AS full_name, d.level AS level, region
ORDER BY id
