// answers: the policies that each of these documents states
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, policy]
UNWIND $ids AS id
MATCH (d:Document {id: id})-[:STATES]->(p:Policy)
RETURN DISTINCT d.id AS id, p.id AS policy
ORDER BY id, policy
