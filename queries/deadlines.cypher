// title: 到期的任务
// answers: 某段时间内哪些任务或任务的哪一步到期，由谁牵头；一项任务只算一行，取这段时间内最后的一天
// parameters:
//   since: {zh: 起始日期, type: date, example: 2025-01-01}
//   until: {zh: 截止日期, type: date, example: 2025-12-31}
// columns:
//   due_on: 到期日
//   due: 时限原文
//   task: 任务
//   step: 到时完成什么
//   departments: 牵头部门
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [任务, 时限]
CALL {
  MATCH (t:Task)
  WHERE t.due_on IS NOT NULL AND NOT EXISTS { MATCH (t)-[:HAS_MILESTONE]->(m:Milestone) WHERE m.due_on = t.due_on }
  RETURN t, t.due_on AS day, t.due AS due, '' AS step
  UNION ALL
  MATCH (t:Task)-[:HAS_MILESTONE]->(m:Milestone)
  WITH t, m
  ORDER BY m.start
  WITH t, m.due_on AS day, collect(m) AS steps
  RETURN t, day, steps[0].due AS due, steps[0].text AS step
}
MATCH (t)-[r:STATED_IN]->(doc:Document)
WHERE ($since IS NULL OR day >= date($since)) AND ($until IS NULL OR day <= date($until))
WITH t, r, doc, day, due, step
ORDER BY day DESC
WITH t, r, doc, collect(day)[0] AS day, collect(coalesce(due, ''))[0] AS due, collect(step)[0] AS step
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH t, r, doc, d, l, day, due, step
ORDER BY l.position, d.id
RETURN toString(day) AS due_on, due, t.title AS task, step, collect(d.full_name) AS departments,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id, t.position AS position
ORDER BY due_on, source, document, position, task_id
