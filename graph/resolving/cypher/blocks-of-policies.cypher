// answers: under which keys each policy can have to do with others
// columns: [id, blocks]
MATCH (p:Policy)
RETURN p.id AS id, p.blocks AS blocks
ORDER BY id
