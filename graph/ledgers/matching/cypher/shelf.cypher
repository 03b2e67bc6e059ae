// answers: the documents that are the text of a policy, and which, as it was read, or that tell how tasks stand, the departments of these and the policies that they name, as read, and whose they are
// columns: [id, policy, departments, policies, place, level, genre]
MATCH (d:Document) WHERE d.text_of IS NOT NULL OR d.tells_of IS NOT NULL
RETURN d.id AS id, d.text_of AS policy, d.tells_of AS departments, d.tells_under AS policies, d.region_id AS place,
       d.level AS level, d.genre AS genre
