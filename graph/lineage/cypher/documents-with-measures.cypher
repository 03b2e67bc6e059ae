// answers: the documents that hold measures of these policies, and what each is to its policy
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [policy, document, facts, role]
UNWIND $ids AS id
MATCH (p:Policy {id: id})<-[:PART_OF]-(:Task)-[:STATED_IN]->(d:Document)
WITH DISTINCT p, d
OPTIONAL MATCH (d)-[s:STATES]->(p)
RETURN p.id AS policy, d.id AS document, d.facts AS facts, s.role AS role
ORDER BY policy, document
