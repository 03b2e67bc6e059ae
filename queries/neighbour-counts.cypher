// title: 某节点各种关系的数目
// answers: 这个节点各种关系各有多少条，展开前先看看
// parameters:
//   id: {zh: 节点编号, required: true, example: 8cb141ad3ecb9f7e}
// columns:
//   relation: {zh: 关系, of: types}
//   direction: 方向
//   neighbour_label: {zh: 邻居类型, of: labels}
//   neighbours: 邻居数
//   relations: 关系数
// show: table
// tags: [节点, 统计]
CALL {
  $$each all
  MATCH (n:$$label {id: $id}) RETURN n
  $$end
}
MATCH (n)-[r]-(m)
WHERE r.document IS NOT NULL
RETURN type(r) AS relation, CASE WHEN startNode(r).id = n.id THEN '出' ELSE '入' END AS direction,
       labels(m)[0] AS neighbour_label, count(DISTINCT m.id) AS neighbours, count(r) AS relations
ORDER BY relation, direction, neighbour_label
