// answers: these tasks as they stand, each with its policy, its document and whose that is
// parameters: {ids: [630ede4af768d15a]}
// columns:
//   [id, number, title, text, due, due_on, due_basis, stated_title, stated_due, stated_roles, document, source, policy,
//    policy_title, region]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
WITH t, doc, coalesce(larger, t) AS whole
OPTIONAL MATCH (whole)-[:PART_OF]->(p:Policy)
RETURN t.id AS id, t.number AS number, t.title AS title, t.text AS text, t.due AS due, toString(t.due_on) AS due_on,
       t.due_basis AS due_basis,
       t.stated_title AS stated_title, t.stated_due AS stated_due, t.stated_roles AS stated_roles, doc.id AS document,
       doc.name AS source, p.id AS policy, p.title AS policy_title, coalesce(doc.region_id, p.region_id) AS region
ORDER BY policy_title, document, t.position, id, policy
