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
WITH g, doc
ORDER BY g.unit, g.id
RETURN g.indicator AS indicator, count(DISTINCT g.id) AS figures,
       count(DISTINCT CASE g.kind WHEN 'planned' THEN g.id END) AS planned,
       count(DISTINCT CASE g.kind WHEN 'achieved' THEN g.id END) AS achieved, collect(DISTINCT g.unit) AS units,
       min(g.year) AS first_year, max(g.year) AS last_year, count(DISTINCT doc.id) AS documents
ORDER BY figures DESC, indicator
