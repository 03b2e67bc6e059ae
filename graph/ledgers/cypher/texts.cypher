// answers: the documents that are the text of a policy and tell of no task how it stands, that policy, as it was read, and whose they are
// columns: [id, policy, place]
MATCH (d:Document) WHERE d.text_of IS NOT NULL AND d.tells_of IS NULL
RETURN d.id AS id, d.text_of AS policy, d.region_id AS place
ORDER BY id
