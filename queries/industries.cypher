// title: 全部产业
// answers: 政策里提到哪些产业，各有多少任务、牵涉多少部门
// columns:
//   industry: 产业
//   aliases: 别名
//   tasks: 任务
//   departments: 部门
//   id: 编号
// show: chart
// tags: [产业, 统计]
MATCH (i:Industry)
OPTIONAL MATCH (t:Task)-[:CONCERNS]->(i)
OPTIONAL MATCH (d:Department)-[:LEADS|SUPPORTS]->(t)
RETURN i.name AS industry, i.aliases AS aliases, count(DISTINCT t.id) AS tasks, count(DISTINCT d.id) AS departments,
       i.id AS id
ORDER BY tasks DESC, industry, id
