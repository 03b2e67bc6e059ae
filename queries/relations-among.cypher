// title: 这些节点之间的关系
// answers: 给出的节点两两之间有哪些关系，依据是哪句话
// parameters:
//   nodes: {zh: 节点编号, type: strings, required: true, example: "8cb141ad3ecb9f7e,630ede4af768d15a"}
// columns:
//   subject: 主体
//   relation: {zh: 关系, of: types}
//   object: 对象
//   basis: 依据方式
//   evidence: 原文依据
//   confidence: {zh: 可信度, of: DERIVES_FROM.confidence}
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
  MATCH (a:$$label)-[r]->(b) WHERE a.id IN $nodes AND b.id IN $nodes RETURN a, r, b
  $$end
}
RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.basis AS basis, r.evidence AS evidence,
       r.confidence AS confidence, r.document AS document, r.start AS start, r.end AS `end`,
       labels(a)[0] AS subject_label, a.id AS subject_id, labels(b)[0] AS object_label, b.id AS object_id
ORDER BY relation, subject, object, document, start, `end`, subject_id, object_id
