// answers: what a ledger or a bulletin tells of tasks without a day until when it tells
// parameters: {documents: [630ede4af768d15a]}
// columns: [document, name, task, title, state, share, problem, words, start]
MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress)-[s:STATED_IN]->(doc:Document)
WHERE doc.id IN $documents AND g.as_of IS NULL AND g.by IS NULL
RETURN DISTINCT doc.id AS document, doc.name AS name, t.id AS task, t.title AS title, g.state AS state, g.share AS share,
       g.problem AS problem, g.text AS words, s.start AS start
ORDER BY name, document, start, task
