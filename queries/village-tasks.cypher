// title: 某村要做的事
// answers: 这个村有哪些任务，由谁牵头
// parameters:
//   village: {zh: 村, required: true, example: 松树村}
// columns:
//   village: 村
//   task: 任务
//   number: 序号
//   section: 所在章节
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   departments: 牵头部门
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   village_id: {zh: 村编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [村庄, 任务]
MATCH (t:Task)-[r:LOCATED_IN]->(v:Village)
WHERE v.name CONTAINS $village OR $village IN v.aliases
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH v, r, t, doc, d, l
ORDER BY l.position, d.id
RETURN v.name AS village, t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       collect(d.full_name) AS departments, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, t.id AS task_id, v.id AS village_id, t.position AS position
ORDER BY village, village_id, source, document, position, task_id
