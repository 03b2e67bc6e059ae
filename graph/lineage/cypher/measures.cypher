// answers: the measures of these policies in these documents, none that is part of another
// parameters: {ids: [8cb141ad3ecb9f7e], documents: [630ede4af768d15a]}
// columns: [policy, document, id, title, text, start, end, position]
UNWIND $ids AS id
MATCH (p:Policy {id: id})<-[:PART_OF]-(t:Task)-[:STATED_IN]->(d:Document)
WHERE d.id IN $documents
OPTIONAL MATCH (t)-[:PART_OF]->(parent:Task)
WITH p, t, d, count(parent) AS parents
WHERE parents = 0
RETURN DISTINCT p.id AS policy, d.id AS document, t.id AS id, coalesce(t.stated_title, t.title) AS title, t.text AS text,
       t.start AS start, t.end AS `end`, t.position AS position
ORDER BY policy, document, position, id
