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
  MATCH (n:Document {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Policy {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Department {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Task {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Section {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Target {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Village {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Region {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Industry {id: $id}) RETURN n
  UNION ALL
  MATCH (n:Unread {id: $id}) RETURN n
}
MATCH (n)-[r]-(m)
RETURN type(r) AS relation, CASE WHEN startNode(r).id = n.id THEN '出' ELSE '入' END AS direction,
       labels(m)[0] AS neighbour_label, count(DISTINCT m.id) AS neighbours, count(r) AS relations
ORDER BY relation, direction, neighbour_label
