// answers: 指标最多的任务
// columns: [任务, 指标, 其中]
MATCH (t:Task)-[:HAS_TARGET]->(g:Target)
RETURN t.title AS `任务`, count(g) AS `指标`, collect(g.indicator)[0..5] AS `其中`
ORDER BY `指标` DESC
LIMIT 20
