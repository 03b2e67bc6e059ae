// title: 某节点的邻居
// answers: 与这个节点直接相连的有哪些节点，依据是哪句话
// parameters:
//   id: {zh: 节点编号, required: true, example: 0ae371d71d740a28}
//   types: {zh: 只看这些关系, type: strings, example: "LEADS,SUPPORTS"}
//   limit: {zh: 最多几行, type: integer, default: 100, example: 25}
// columns:
//   subject: 主体
//   relation: {zh: 关系, of: types}
//   object: 对象
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   subject_label: {zh: 主体类型, hidden: true}
//   subject_id: {zh: 主体编号, hidden: true}
//   object_label: {zh: 对象类型, hidden: true}
//   object_id: {zh: 对象编号, hidden: true}
// show: graph
// tags: [节点, 图]
CALL {
  $$each all
  MATCH (n:$$label {id: $id}) RETURN n
  $$end
}
MATCH (n)-[r]-(m)
WHERE r.document IS NOT NULL AND ($types IS NULL OR type(r) IN $types)
WITH r, startNode(r) AS a, endNode(r) AS b
RETURN DISTINCT a.name AS subject, type(r) AS relation, b.name AS object, r.evidence AS evidence,
       r.document AS document, r.start AS start, r.end AS `end`,
       labels(a)[0] AS subject_label, a.id AS subject_id, labels(b)[0] AS object_label, b.id AS object_id
ORDER BY relation, subject, object, document, start, subject_id, object_id
LIMIT $limit
