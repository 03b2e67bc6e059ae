// answers: the words of every document, and what was read at which place
// columns: [id, name, text, readings]
MATCH (d:Document)
RETURN d.id AS id, d.name AS name, d.text AS text, d.readings AS readings
ORDER BY id
