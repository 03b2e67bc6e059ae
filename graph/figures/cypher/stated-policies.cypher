// answers: which document states which policy, as what, and whose that is
// columns: [document, policy, role, region, region_id]
MATCH (d:Document)-[s:STATES]->(p:Policy)
RETURN DISTINCT d.id AS document, p.id AS policy, s.role AS role, p.region AS region, p.region_id AS region_id
ORDER BY document, policy, role
