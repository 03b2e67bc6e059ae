// answers: the documents that are the text of one policy, which under the id that was read
// columns: [id, policy]
MATCH (d:Document) WHERE d.text_of IS NOT NULL
RETURN d.id AS id, d.text_of AS policy
ORDER BY id
