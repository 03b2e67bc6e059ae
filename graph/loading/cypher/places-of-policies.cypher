// answers: of these policies those that a document states, and of which region they are
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [policy, region_id]
UNWIND $ids AS id
MATCH (p:Policy {id: id})<-[:STATES]-(:Document)
RETURN DISTINCT id AS policy, p.region_id AS region_id
ORDER BY policy
