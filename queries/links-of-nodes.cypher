// title: 这些节点各与谁相连
// answers: 给出的节点各由什么关系与哪些节点直接相连；可以略去几种关系
// parameters:
//   nodes: {zh: 节点编号, type: strings, required: true, example: "8cb141ad3ecb9f7e,630ede4af768d15a"}
//   without: {zh: 不看这些关系, type: strings, example: "WITHIN,APPLIES_TO"}
// columns:
//   name: 名称
//   relation: {zh: 关系, of: types}
//   other: 相连的节点
//   label: {zh: 类型, of: labels}
//   other_label: {zh: 相连的类型, of: labels}
//   id: 编号
//   other_id: 相连的编号
// show: table
// tags: [节点, 图]
CALL {
  $$each all
  MATCH (n:$$label) WHERE n.id IN $nodes RETURN n
  $$end
}
MATCH (n)-[r]-(m)
WHERE r.document IS NOT NULL AND ($without IS NULL OR NOT type(r) IN $without)
RETURN DISTINCT n.name AS name, type(r) AS relation, m.name AS other, labels(n)[0] AS label, labels(m)[0] AS other_label,
       n.id AS id, m.id AS other_id
ORDER BY name, id, relation, other, other_id
