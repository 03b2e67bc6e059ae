// answers: the documents that are the text of one of these policies, under the id that was read
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, policy]
MATCH (d:Document) WHERE d.text_of IN $ids
RETURN d.id AS id, d.text_of AS policy
ORDER BY id
