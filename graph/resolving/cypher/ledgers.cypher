// answers: the documents that tell how tasks stand, the departments of these, the policies that they name, as read, and whose they are
// columns: [id, departments, policies, place]
MATCH (d:Document) WHERE d.tells_of IS NOT NULL
RETURN d.id AS id, d.tells_of AS departments, d.tells_under AS policies, d.region_id AS place
ORDER BY id
