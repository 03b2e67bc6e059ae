// answers: these regions, what they are called, and in which blocks they stood when all was settled
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, name, full_name, blocks]
UNWIND $ids AS id
MATCH (r:Region {id: id})
RETURN r.id AS id, r.name AS name, r.full_name AS full_name, r.blocks AS blocks
ORDER BY id
