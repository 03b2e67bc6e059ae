// answers: the tasks of which rows of ledgers tell that are no tasks themselves, each with its policy and document
// parameters: {rows: [630ede4af768d15a]}
// columns: [row, id, title, number, policy, document]
MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress) WHERE g.row IN $rows
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (t)-[:PART_OF]->(:Task)-[:PART_OF]->(above:Policy)
OPTIONAL MATCH (t)-[:PART_OF]->(own:Policy)
RETURN DISTINCT g.row AS row, t.id AS id, t.title AS title, t.number AS number, coalesce(own.title, above.title) AS policy,
       doc.id AS document
ORDER BY row, id, policy
