// answers: of these documents those that are the text of one policy, which under the id that was read
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, policy]
UNWIND $ids AS id
MATCH (d:Document {id: id}) WHERE d.text_of IS NOT NULL
RETURN d.id AS id, d.text_of AS policy
ORDER BY id
