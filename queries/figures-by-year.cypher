// title: 各年的指标数值
// answers: 每一年各有多少个目标值、多少个已实现的数值
// columns:
//   year: 年份
//   kind: {zh: 性质, of: Target.kind}
//   figures: 数值
// show: table
// tags: [指标, 统计]
MATCH (g:Target)
RETURN g.year AS year, g.kind AS kind, count(g) AS figures
ORDER BY year, kind
