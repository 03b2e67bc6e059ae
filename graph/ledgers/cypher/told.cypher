// answers: what is told of these tasks, the earliest first
// parameters: {ids: [630ede4af768d15a]}
// columns: [task, id, state, share, as_of, problem, words, document, source, start, end, by, at, confirmed,
//   part, ahead, charge, unhindered, due, due_on]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[h:HAS_PROGRESS]->(g:Progress)
OPTIONAL MATCH (g)-[:STATED_IN]->(doc:Document)
RETURN t.id AS task, g.id AS id, g.state AS state, g.share AS share, toString(g.as_of) AS as_of, g.problem AS problem,
       g.text AS words, doc.id AS document, doc.name AS source, g.start AS start, g.end AS `end`, g.by AS by, g.at AS at,
       g.confirmed AS confirmed, g.part AS part, g.ahead AS ahead, g.charge AS charge,
       g.unhindered AS unhindered, h.added_due AS due, toString(h.added_due_on) AS due_on
ORDER BY task, as_of, at, id
