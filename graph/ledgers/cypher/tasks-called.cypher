// answers: the tasks of these titles, where a document of the policy has gone and another has come
// parameters: {titles: [修剪茶园]}
// columns: [id, title, number, policy, document]
MATCH (t:Task)-[:STATED_IN]->(doc:Document) WHERE t.title IN $titles
OPTIONAL MATCH (t)-[:PART_OF]->(:Task)-[:PART_OF]->(above:Policy)
OPTIONAL MATCH (t)-[:PART_OF]->(own:Policy)
RETURN t.id AS id, t.title AS title, t.number AS number, coalesce(own.title, above.title) AS policy, doc.id AS document
ORDER BY id
