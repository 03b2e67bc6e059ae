// answers: what these texts of policies hold, in short
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, name, uri, facts, gist, published_on]
UNWIND $ids AS id
MATCH (d:Document {id: id})
RETURN d.id AS id, d.name AS name, d.uri AS uri, d.facts AS facts, d.gist AS gist,
       toString(d.published_on) AS published_on
ORDER BY id
