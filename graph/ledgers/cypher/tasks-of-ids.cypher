// answers: tasks, each with its policy and document
// parameters: {ids: [630ede4af768d15a]}
// columns: [id, title, number, policy, document]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (t)-[:PART_OF]->(:Task)-[:PART_OF]->(above:Policy)
OPTIONAL MATCH (t)-[:PART_OF]->(own:Policy)
RETURN t.id AS id, t.title AS title, t.number AS number, coalesce(own.title, above.title) AS policy, doc.id AS document
ORDER BY id, policy
