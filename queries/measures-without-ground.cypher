// title: 找不到上级对应的任务
// answers: 这项政策有哪些任务，在它的各级上级依据里都找不到对应（本地自定的，或上级已不再提的）；多数任务都找不到对应的（可比程度低于 0.5），不下结论
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
// columns:
//   policy: 政策
//   number: 序号
//   task: 任务
//   text: 正文
//   finding: 结论
//   comparable: 可比程度
//   compared: 比对过的上级政策
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [政策, 任务, 层级, 溯源]
MATCH (p:Policy)-[:DERIVES_FROM|FORWARDS*1..9]->(a:Policy)<-[:PART_OF]-(:Task)
WHERE (p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy) AND a.id <> p.id
WITH DISTINCT p, a ORDER BY a.title, a.id
WITH p, collect(a.title) AS compared
MATCH (p)<-[:PART_OF]-(t:Task)-[r:STATED_IN]->(doc:Document)
OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
OPTIONAL MATCH (t)<-[:PART_OF*0..2]-(:Task)-[:DERIVES_FROM]->(u:Task)
WITH p, compared, t, r, doc, count(larger) AS larger, count(u) AS grounds
WHERE larger = 0
WITH p, compared, collect([t, r, doc, grounds]) AS tasks
WITH p, compared, tasks, round(100.0 * size([x IN tasks WHERE x[3] > 0]) / size(tasks)) / 100 AS comparable
UNWIND tasks AS x
WITH p, compared, comparable, x[0] AS t, x[1] AS r, x[2] AS doc, x[3] AS grounds
WHERE grounds = 0
RETURN p.title AS policy, t.number AS number, t.title AS task, t.text AS text,
       CASE WHEN comparable < 0.5 THEN '未判断：与上级可比程度低' ELSE '没有找到对应' END AS finding, comparable, compared,
       doc.name AS source, r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id, p.id AS policy_id, t.position AS position
ORDER BY policy, policy_id, source, document, position, task_id
