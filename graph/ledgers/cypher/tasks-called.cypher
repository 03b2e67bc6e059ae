// answers: the tasks of policies of these titles, where a document of the policy has gone and another has come
// parameters: {policies: [柳溪县蔬菜产业发展实施方案]}
// columns: [id, title, stated, number, policy, document]
MATCH (p:Policy)<-[:PART_OF]-(whole:Task) WHERE p.title IN $policies
CALL {
  WITH whole
  RETURN whole AS t
  UNION
  WITH whole
  MATCH (whole)<-[:PART_OF]-(t:Task)
  RETURN t
}
MATCH (t)-[:STATED_IN]->(doc:Document)
RETURN DISTINCT t.id AS id, t.title AS title, t.stated_title AS stated, t.number AS number, p.title AS policy, doc.id AS document
ORDER BY id
