// title: 各地怎样落实同一条要求
// answers: 上级的一项任务，各地各用哪些任务来落实，各由谁牵头、定了哪些指标，并排看
// parameters:
//   demand: {zh: 上级任务的标题或编号, required: true, example: 抓好粮食生产}
//   regions: {zh: 只看这些地区, type: strings, example: 临澜区}
// columns:
//   demand: 上级任务
//   above: 上级政策
//   region: 地区
//   policy: 政策
//   number: 序号
//   task: 任务
//   text: 正文
//   leads: 牵头部门
//   figures: 指标
//   score: {zh: 相近程度, of: DERIVES_FROM.score}
//   source: 出处
//   evidence: 相同的词
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   demand_id: {zh: 上级任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [任务, 地区, 层级, 溯源]
MATCH (u:Task)
WHERE u.title CONTAINS $demand OR u.id = $demand
MATCH (u)<-[r:DERIVES_FROM]-(t:Task)-[:PART_OF]->(p:Policy)
WHERE $regions IS NULL OR p.region IN $regions
MATCH (u)-[:PART_OF]->(a:Policy)
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (t)<-[:PART_OF*0..2]-(part:Task)<-[l:LEADS]-(d:Department)
WITH u, a, r, t, p, doc, d, min(l.position) AS place ORDER BY place, d.id
WITH u, a, r, t, p, doc, collect(d.name) AS leads
OPTIONAL MATCH (t)<-[:PART_OF*0..2]-(own:Task)-[:HAS_TARGET]->(g:Target)
WITH u, a, r, t, p, doc, leads, g ORDER BY g.start, g.id
WITH u, a, r, t, p, doc, leads, collect(DISTINCT g.text) AS figures
RETURN u.title AS demand, a.title AS above, p.region AS region, p.title AS policy, t.number AS number,
       t.title AS task, t.text AS text, leads, figures, r.score AS score, doc.name AS source,
       r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`, t.id AS task_id,
       u.id AS demand_id, p.id AS policy_id
ORDER BY above, demand, demand_id, region, policy, policy_id, score DESC, task_id
