// answers: which policies each of these documents states, and whose these are
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, policy, region, region_id]
UNWIND $ids AS id
MATCH (d:Document {id: id})-[:STATES]->(p:Policy)
RETURN DISTINCT d.id AS document, p.id AS policy, p.region AS region, p.region_id AS region_id
ORDER BY document, policy
