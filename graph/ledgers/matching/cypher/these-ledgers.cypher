// answers: the same of these documents
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, departments, policies, place, level, facts, title, genre, as_of]
UNWIND $ids AS id
MATCH (d:Document {id: id}) WHERE d.tells_of IS NOT NULL
OPTIONAL MATCH (g:Progress)-[:STATED_IN]->(d)
WITH d, max(toString(g.as_of)) AS as_of
RETURN d.id AS id, d.tells_of AS departments, d.tells_under AS policies, d.region_id AS place, d.level AS level, d.facts AS facts,
       d.title AS title, d.genre AS genre, as_of
ORDER BY id
