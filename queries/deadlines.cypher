// title: 到期的任务
// answers: 某段时间内哪些任务到期，由谁牵头
// parameters:
//   since: {zh: 起始日期, type: date, example: 2025-01-01}
//   until: {zh: 截止日期, type: date, example: 2025-12-31}
// columns:
//   due_on: 到期日
//   due: 时限原文
//   task: 任务
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
MATCH (t:Task)-[r:STATED_IN]->(doc:Document)
WHERE t.due_on IS NOT NULL
  AND ($since IS NULL OR t.due_on >= date($since))
  AND ($until IS NULL OR t.due_on <= date($until))
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH t, r, doc, d, l
ORDER BY l.position, d.id
RETURN toString(t.due_on) AS due_on, t.due AS due, t.title AS task, collect(d.full_name) AS departments,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id, t.position AS position
ORDER BY due_on, source, document, position, task_id
