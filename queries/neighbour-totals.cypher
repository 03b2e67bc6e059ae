// title: 这些节点各有多少邻居
// answers: 给出的节点各与多少个节点直接相连
// parameters:
//   nodes: {zh: 节点编号, type: strings, required: true, example: "8cb141ad3ecb9f7e,630ede4af768d15a"}
// columns:
//   name: 名称
//   label: {zh: 类型, of: labels}
//   neighbours: 邻居数
//   id: 编号
// show: table
// tags: [节点, 统计]
CALL {
  $$each all
  MATCH (n:$$label) WHERE n.id IN $nodes RETURN n
  $$end
}
OPTIONAL MATCH (n)-[r]-(m)
WHERE r.document IS NOT NULL
WITH labels(n)[0] AS label, n.id AS id, n.name AS name, count(DISTINCT m.id) AS neighbours
RETURN name, label, neighbours, id
ORDER BY neighbours DESC, name, label, id
