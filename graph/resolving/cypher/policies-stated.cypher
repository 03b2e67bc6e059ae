// answers: the policies that these documents state
// parameters: {ids: [630ede4af768d15a]}
// columns: [policy]
UNWIND $ids AS id
MATCH (d:Document {id: id})-[:STATES]->(p:Policy)
RETURN DISTINCT p.id AS policy
ORDER BY policy
