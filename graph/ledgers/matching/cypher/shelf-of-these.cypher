// answers: the same of these documents
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, policy, departments, policies, place, level, genre]
UNWIND $ids AS id
MATCH (d:Document {id: id}) WHERE d.text_of IS NOT NULL OR d.tells_of IS NOT NULL
RETURN d.id AS id, d.text_of AS policy, d.tells_of AS departments, d.tells_under AS policies, d.region_id AS place,
       d.level AS level, d.genre AS genre
