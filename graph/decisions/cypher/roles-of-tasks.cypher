// answers: who leads and supports these tasks, and the words that say so
// parameters: {ids: [630ede4af768d15a]}
// columns: [task, role, id, name, evidence]
UNWIND $ids AS id
MATCH (d:Department)-[r:LEADS|SUPPORTS]->(t:Task {id: id})
RETURN t.id AS task, type(r) AS role, d.id AS id, d.full_name AS name, r.evidence AS evidence
ORDER BY task, role, r.position, name, id
