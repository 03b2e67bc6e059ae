// answers: of these documents those that are the text of a policy, how this is called, and what they hold in short
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, facts, gist, genre, titles]
UNWIND $ids AS id
MATCH (d:Document {id: id}) WHERE d.text_of IS NOT NULL AND (d.tells_of IS NULL OR d.genre = 'minutes')
OPTIONAL MATCH (d)-[s:STATES]->(p:Policy) WHERE s.role = 'text'
RETURN d.id AS id, d.facts AS facts, d.gist AS gist, d.genre AS genre, collect(p.title) AS titles
ORDER BY id
