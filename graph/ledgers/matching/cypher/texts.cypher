// answers: the documents that are the text of a policy and tell of no task how it stands, or are minutes, that policy, as it was read, and whose they are
// columns: [id, policy, place, level]
MATCH (d:Document) WHERE d.text_of IS NOT NULL AND (d.tells_of IS NULL OR d.genre = 'minutes')
RETURN d.id AS id, d.text_of AS policy, d.region_id AS place, d.level AS level
ORDER BY id
