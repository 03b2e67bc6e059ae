// title: 关系统计
// answers: 图里每种关系各有多少
// columns:
//   relation: {zh: 关系, of: types}
//   relations: 数量
// show: chart
// tags: [统计]
MATCH ()-[r]->()
RETURN type(r) AS relation, count(r) AS relations
ORDER BY relations DESC, relation
