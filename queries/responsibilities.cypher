// title: 各政策的责任分工
// answers: 哪些政策有任务，各有多少任务，写明了多少牵头、配合
// columns:
//   title: 政策
//   level: {zh: 层级, of: Policy.level}
//   region: 地区
//   tasks: 任务
//   leads: 牵头
//   supports: 配合
//   id: 编号
// show: table
// tags: [政策, 任务, 统计]
MATCH (t:Task)-[:PART_OF*1..5]->(p:Policy)
WITH DISTINCT p, t
OPTIONAL MATCH (:Department)-[r:LEADS|SUPPORTS]->(t)
RETURN p.title AS title, p.level AS level, p.region AS region, count(DISTINCT t.id) AS tasks,
       count(CASE type(r) WHEN 'LEADS' THEN 1 END) AS leads,
       count(CASE type(r) WHEN 'SUPPORTS' THEN 1 END) AS supports, p.id AS id
ORDER BY leads DESC, supports DESC, tasks DESC, title, level, region, id
