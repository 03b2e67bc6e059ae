// answers: the documents that are the text of a policy and tell of no task how it stands, and that policy, as it was read
// columns: [id, policy]
MATCH (d:Document) WHERE d.text_of IS NOT NULL AND d.tells_of IS NULL
RETURN d.id AS id, d.text_of AS policy
ORDER BY id
