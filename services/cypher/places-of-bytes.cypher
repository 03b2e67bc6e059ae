// answers: which documents were read from these bytes, and where
// parameters: {sha256: 630ede4af768d15a}
// columns: [id, readings]
MATCH (d:Document)
WHERE d.readings CONTAINS $sha256
RETURN d.id AS id, d.readings AS readings
ORDER BY id
