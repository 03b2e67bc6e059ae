// answers: what industries and produce these tasks are about
// parameters: {ids: [630ede4af768d15a]}
// columns: [task, industry]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:CONCERNS]->(i:Industry)
RETURN DISTINCT t.id AS task, i.name AS industry
ORDER BY task, industry
