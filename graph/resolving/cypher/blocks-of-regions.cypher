// answers: all regions, what they are called, and in which blocks they stood when all was settled
// columns: [id, name, full_name, blocks]
MATCH (r:Region)
RETURN r.id AS id, r.name AS name, r.full_name AS full_name, r.blocks AS blocks
ORDER BY id
