// answers: which policies these measures are of
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, policy]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:PART_OF]->(p:Policy)
RETURN t.id AS id, p.id AS policy
ORDER BY id, policy
