// answers: the rows of ledgers of which it is not sure which task they tell of, as they stand in their ledgers
// columns: [id, row, perhaps, state, share, as_of, problem, words, document, source, start, end]
MATCH (g:Progress)-[s:STATED_IN]->(doc:Document)
WHERE g.perhaps IS NOT NULL
RETURN g.id AS id, g.task AS row, g.perhaps AS perhaps, g.state AS state, g.share AS share, toString(g.as_of) AS as_of,
       g.problem AS problem, g.text AS words, doc.id AS document, doc.name AS source, s.start AS start, s.end AS `end`
ORDER BY source, document, start, id
