// answers: what these tasks carry out of the level above, the nearest first
// parameters: {ids: [630ede4af768d15a]}
// columns: [task, above, policy, score]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[r:DERIVES_FROM]->(u:Task)
OPTIONAL MATCH (u)-[:PART_OF]->(p:Policy)
RETURN t.id AS task, u.title AS above, p.title AS policy, r.score AS score
ORDER BY task, score DESC, above
