// answers: what was read at which place of every document
// columns: [id, readings]
MATCH (d:Document)
RETURN d.id AS id, d.readings AS readings
ORDER BY id
