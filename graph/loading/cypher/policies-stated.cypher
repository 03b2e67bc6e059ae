// answers: which policies these documents state, and whose these are
// parameters: {ids: [630ede4af768d15a]}
// columns: [policy, region, region_id]
UNWIND $ids AS id
MATCH (:Document {id: id})-[:STATES]->(p:Policy)
RETURN DISTINCT p.id AS policy, p.region AS region, p.region_id AS region_id
ORDER BY policy
