// answers: the documents that tell how tasks stand, the departments of these tasks and the policies that they name, as read
// columns: [id, departments, policies]
MATCH (d:Document) WHERE d.tells_of IS NOT NULL
RETURN d.id AS id, d.tells_of AS departments, d.tells_under AS policies
ORDER BY id
