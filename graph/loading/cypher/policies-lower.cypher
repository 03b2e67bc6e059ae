// answers: which of these policies carry others out, or forward them, as these documents say
// parameters: {ids: [8cb141ad3ecb9f7e], documents: [630ede4af768d15a]}
// columns: [policy]
UNWIND $ids AS id
MATCH (:Policy {id: id})-[r:DERIVES_FROM|FORWARDS]->(:Policy)
WHERE r.document IN $documents
RETURN DISTINCT id AS policy
ORDER BY policy
