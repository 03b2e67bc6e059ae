// title: 全部指标
// answers: 图里有哪些指标，各有多少个数值，是目标还是已实现，用什么单位
// columns:
//   indicator: 指标
//   figures: 数值个数
//   planned: 目标
//   achieved: 已实现
//   units: 单位
//   first_year: 最早年份
//   last_year: 最晚年份
//   documents: 文档
// show: table
// tags: [指标, 统计]
MATCH (g:Target)-[:STATED_IN]->(doc:Document)
WITH g.indicator AS indicator, count(*) AS figures, count(CASE g.kind WHEN 'planned' THEN 1 END) AS planned,
     count(CASE g.kind WHEN 'achieved' THEN 1 END) AS achieved, min(g.year) AS first_year, max(g.year) AS last_year,
     count(DISTINCT doc) AS documents
// By the index once more: with a second DISTINCT above, or ordered there, the embedded engine takes 3 to 10 times as long.
CALL {
  WITH indicator
  MATCH (g:Target {indicator: indicator})
  WITH DISTINCT g.unit AS unit
  ORDER BY unit
  RETURN collect(unit) AS units
}
RETURN indicator, figures, planned, achieved, units, first_year, last_year, documents
ORDER BY figures DESC, indicator
