// answers: whether the server answers
// columns: [alive]
// server: true
RETURN 1 AS alive
