// answers: the documents of these ids, and those that were read at these places, as they are held
// parameters: {ids: [630ede4af768d15a], uris: [/plan.txt]}
// columns: [id, readings, facts, mentions, text, extracted, resolved, gist, text_of, tells_of, tells_under]
MATCH (d:Document)
WHERE d.id IN $ids OR any(source IN d.sources WHERE source IN $uris)
RETURN d.id AS id, d.readings AS readings, d.facts AS facts, d.mentions AS mentions, d.text AS text,
       d.extracted AS extracted, d.resolved AS resolved, d.gist AS gist,
       d.text_of AS text_of, d.tells_of AS tells_of, d.tells_under AS tells_under
ORDER BY d.id
