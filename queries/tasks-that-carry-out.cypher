// title: 落实某条要求的任务
// answers: 上级的这些要求，下级各由哪些任务落实，一直追到最下级
// parameters:
//   tasks: {zh: 上级任务编号, type: strings, required: true, example: 8c82bc7109491fd0}
//   places: {zh: 只看这些地方的, type: strings, example: 临澜区}
//   level: {zh: 只看这一级, of: Policy.level, example: county}
// columns:
//   demand: 上级的要求
//   place: 地区
//   task: 落实的任务
//   number: 序号
//   leads: 牵头
//   level: {zh: 层级, of: Policy.level}
//   policy: 政策
//   score: {zh: 相近程度, of: DERIVES_FROM.score}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   demand_id: {zh: 上级任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [任务, 层级, 溯源]
MATCH (t:Task)-[way:DERIVES_FROM*1..3]->(u:Task)
WHERE u.id IN $tasks
WITH t, u, min(size(way)) AS steps
MATCH (t)-[r:STATED_IN]->(doc:Document)
WHERE NOT coalesce(doc.genre, '') IN ['interpretation', 'report', 'speech', 'bulletin']
OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
OPTIONAL MATCH (t)-[own:DERIVES_FROM]->(u)
WITH t, u, steps, r.evidence AS evidence, r.start AS start, r.end AS `end`, doc.id AS document, doc.name AS source,
     doc.region AS of_place, doc.level AS of_level, coalesce(larger, t) AS whole, max(own.score) AS score
OPTIONAL MATCH (whole)-[:PART_OF]->(p:Policy)
WITH t, u, steps, evidence, start, `end`, document, source, score, p.id AS policy_id, coalesce(p.title, source) AS policy,
     coalesce(p.level, of_level) AS level, coalesce(p.region, of_place) AS place
WHERE ($level IS NULL OR level = $level) AND ($places IS NULL OR place IN $places)
CALL {
  WITH t
  OPTIONAL MATCH (t)<-[l:LEADS]-(d:Department)
  WITH d.full_name AS name, l.position AS place, d.id AS id
  ORDER BY place, id
  RETURN collect(name) AS leads
}
RETURN u.title AS demand, place, t.title AS task, t.number AS number, leads, level, policy, score, source, evidence, document,
       start, `end`, t.id AS task_id, u.id AS demand_id, policy_id
ORDER BY demand, demand_id, steps, place, policy, document, task_id
