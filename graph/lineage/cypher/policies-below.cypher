// answers: which policies carry these out, or forward them, as the documents say
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [id, other]
UNWIND $ids AS id
MATCH (:Policy {id: id})<-[:DERIVES_FROM|FORWARDS]-(a:Policy)
RETURN DISTINCT id, a.id AS other
ORDER BY id, other
