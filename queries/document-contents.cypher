// title: 某文档说了什么
// answers: 这份文档里读出了哪些事实，各依据哪句话
// parameters:
//   document: {zh: 文档编号、名称或位置, required: true, example: 蔬菜产业发展}
// columns:
//   subject: 主体
//   relation: {zh: 关系, of: types}
//   object: 对象
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   subject_label: {zh: 主体类型, hidden: true}
//   subject_id: {zh: 主体编号, hidden: true}
//   object_label: {zh: 对象类型, hidden: true}
//   object_id: {zh: 对象编号, hidden: true}
// show: table
// tags: [文档, 核对]
MATCH (doc:Document)
WHERE doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources
CALL {
  WITH doc
  MATCH (doc)-[r:STATES|CITES]->(:Policy)
  RETURN r
  UNION
  WITH doc
  MATCH (doc)-[:STATES|CITES]->(:Policy)-[r]-()
  WHERE r.document = doc.id
  RETURN r
  UNION
  WITH doc
  MATCH (doc)<-[r:STATED_IN]-()
  WHERE r.document = doc.id
  RETURN r
  UNION
  WITH doc
  MATCH (doc)<-[:STATED_IN]-(item)-[r]-()
  WHERE r.document = doc.id
  RETURN r
}
WITH doc, r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS subject, type(r) AS relation, b.name AS object, doc.name AS source, r.evidence AS evidence,
       doc.id AS document, r.start AS start, r.end AS `end`,
       labels(a)[0] AS subject_label, a.id AS subject_id, labels(b)[0] AS object_label, b.id AS object_id
ORDER BY source, document, start, `end`, relation, subject_id, object_id
