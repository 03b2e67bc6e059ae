// answers: the documents that tell how tasks stand, and the departments of these tasks, as they were read
// columns: [id, departments]
MATCH (d:Document) WHERE d.tells_of IS NOT NULL
RETURN d.id AS id, d.tells_of AS departments
ORDER BY id
