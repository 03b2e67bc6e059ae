// answers: who leads and supports these tasks
// parameters: {ids: [630ede4af768d15a]}
// columns: [task, role, name]
UNWIND $ids AS id
MATCH (d:Department)-[r:LEADS|SUPPORTS]->(t:Task {id: id})
RETURN t.id AS task, type(r) AS role, d.full_name AS name
ORDER BY task, role, r.position, name
