// title: 任务的上级依据
// answers: 这些任务落实的是上级的哪一条，一直追到最上级
// parameters:
//   tasks: {zh: 任务编号, type: strings, required: true, example: 3b04fd5b51800313}
//   level: {zh: 只看这一级, of: Policy.level, example: central}
// columns:
//   task: 任务
//   place: 地区
//   above: 上级的任务
//   above_number: 第几条
//   above_level: {zh: 上级的层级, of: Policy.level}
//   above_policy: 上级政策
//   score: {zh: 相近程度, of: DERIVES_FROM.score}
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
OPTIONAL MATCH (t)-[own:DERIVES_FROM]->(u)
OPTIONAL MATCH (t)-[:STATED_IN]->(below:Document)
WITH t, u, steps, r.evidence AS evidence, r.start AS start, r.end AS `end`, doc.id AS document, doc.name AS source,
     doc.level AS of_level, coalesce(u.number, larger.number) AS above_number, coalesce(larger, u) AS whole,
     max(own.score) AS score, below.region AS place
OPTIONAL MATCH (whole)-[:PART_OF]->(p:Policy)
WITH t, u, steps, evidence, start, `end`, document, source, above_number, score, place, p.id AS policy_id,
     coalesce(p.title, source) AS above_policy, coalesce(p.level, of_level) AS above_level
WHERE $level IS NULL OR above_level = $level
RETURN t.title AS task, place, u.title AS above, above_number, above_level, above_policy, score, source, evidence,
       document, start, `end`, t.id AS lower_id, u.id AS task_id, policy_id
ORDER BY place, task, lower_id, steps, above_policy, task_id
