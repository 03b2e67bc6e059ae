// answers: what was read at each of their places, of these documents
// parameters: {ids: [abc]}
// columns: [id, name, readings]
MATCH (d:Document) WHERE d.id IN $ids
RETURN d.id AS id, d.name AS name, d.readings AS readings
ORDER BY id
