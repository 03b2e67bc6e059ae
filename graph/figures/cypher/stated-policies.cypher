// answers: which of these documents states which policy, as what, and whose that is
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, policy, role, region, region_id]
UNWIND $ids AS id
MATCH (:Document {id: id})-[s:STATES]->(p:Policy)
RETURN DISTINCT id AS document, p.id AS policy, s.role AS role, p.region AS region, p.region_id AS region_id
ORDER BY document, policy, role
