// title: 关系统计
// answers: 图里每种关系各有多少
// columns:
//   relation: {zh: 关系, of: types}
//   relations: 数量
// show: chart
// tags: [统计]
CALL {
  $$each types
  MATCH (a:$$sources)-[r:$$label]->(b:$$targets) RETURN '$$label' AS relation, count(r) AS relations
  $$end
}
WITH relation, relations
WHERE relations > 0
RETURN relation, relations
ORDER BY relations DESC, relation
