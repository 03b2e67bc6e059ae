// answers: the rows of ledgers of which it is not sure which task they tell of, and those that match no task of the plan beside them, as they stand in their ledgers
// columns: [id, row, perhaps, state, share, as_of, problem, words, document, source, place, start, end, judged]
MATCH (g:Progress)-[s:STATED_IN]->(doc:Document)
WHERE g.perhaps IS NOT NULL OR (g.row IS NOT NULL AND NOT EXISTS { MATCH (:Task)-[:HAS_PROGRESS]->(g) })
OPTIONAL MATCH (none:Decision {of: 'HAS_PROGRESS', kind: 'wrong', second: g.id})
WHERE none.withdrawn_at IS NULL
WITH g, s, doc, count(none) AS judged
RETURN g.id AS id, g.task AS row, coalesce(g.perhaps, []) AS perhaps, g.state AS state, g.share AS share,
       toString(g.as_of) AS as_of, g.problem AS problem, g.text AS words, doc.id AS document, doc.name AS source,
       doc.region_id AS place, s.start AS start, s.end AS `end`, judged
ORDER BY source, document, start, id
