// answers: which policies these carry out, or forward, as the documents say
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, other]
UNWIND $ids AS id
MATCH (:Policy {id: id})-[:DERIVES_FROM|FORWARDS]->(b:Policy)
RETURN DISTINCT id, b.id AS other
ORDER BY id, other
