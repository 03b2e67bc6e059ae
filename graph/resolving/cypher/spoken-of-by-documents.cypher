// answers: of what these documents speak, which policy each is the text of, as read, and whose they are
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, mentions, text_of, region, resolved]
UNWIND $ids AS id
MATCH (d:Document {id: id})
RETURN d.id AS id, d.mentions AS mentions, d.text_of AS text_of, d.region_id AS region, d.resolved AS resolved
ORDER BY id
