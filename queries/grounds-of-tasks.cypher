// title: 任务的上级依据
// answers: 这些任务落实的是上级的哪一条，一直追到最上级
// parameters:
//   tasks: {zh: 任务编号, type: strings, required: true, example: 3b04fd5b51800313}
//   level: {zh: 只看这一级, values: [central, province, city, county, town], example: central}
// columns:
//   task: 任务
//   place: 地区
//   above: 上级的任务
//   above_number: 第几条
//   above_level: {zh: 上级的层级, of: Policy.level}
//   above_policy: 上级政策
//   score: 相近程度
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   lower_id: {zh: 下级任务编号, hidden: true}
//   task_id: {zh: 上级任务编号, hidden: true}
//   policy_id: {zh: 上级政策编号, hidden: true}
// show: table
// tags: [任务, 层级, 溯源]
MATCH (t:Task)-[way:DERIVES_FROM*1..3]->(u:Task)
WHERE t.id IN $tasks
WITH t, u, min(size(way)) AS steps
MATCH (u)-[r:STATED_IN]->(doc:Document)
OPTIONAL MATCH (u)-[:PART_OF]->(larger:Task)
OPTIONAL MATCH (u)-[:PART_OF]->(p:Policy)
OPTIONAL MATCH (larger)-[:PART_OF]->(q:Policy)
OPTIONAL MATCH (t)-[own:DERIVES_FROM]->(u)
OPTIONAL MATCH (t)-[:STATED_IN]->(below:Document)
WITH t, u, steps, r, doc, larger, coalesce(p, q) AS p, max(own.score) AS score, below.region AS place
WITH t, u, steps, r, doc, larger, p, score, place, coalesce(p.level, doc.level) AS level
WHERE $level IS NULL OR level = $level
RETURN t.title AS task, place, u.title AS above, coalesce(u.number, larger.number) AS above_number, level AS above_level,
       coalesce(p.title, doc.name) AS above_policy, score, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, t.id AS lower_id, u.id AS task_id, p.id AS policy_id
ORDER BY place, task, lower_id, steps, above_policy, task_id
