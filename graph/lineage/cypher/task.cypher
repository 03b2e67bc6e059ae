// answers: whether there is such a task
// parameters: {id: 630ede4af768d15a}
// columns: [id]
MATCH (t:Task {id: $id})
RETURN t.id AS id
