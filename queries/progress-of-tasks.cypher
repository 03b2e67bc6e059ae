// title: 任务的进展
// answers: 每项任务最近一次是怎么说的：状态、完成比例、存在问题、下一步；滞后的在前。只列有台账、通报说到或有人填报的任务
// parameters:
//   department: {zh: 牵头或配合的部门, of: Department.full_name, example: 临澜区农业农村局}
//   until: {zh: 截至哪一天为止, type: date, example: 2026-12-31}
// columns:
//   task: 任务
//   departments: 牵头部门
//   due_on: 到期日
//   as_of: 截至
//   state: {zh: 状态, of: Progress.state}
//   share: 完成比例
//   problem: 存在问题
//   ahead: 下一步
//   evidence: 原文依据
//   source: 出处
//   by: 填报人
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
// show: table
// tags: [任务, 进展]
MATCH (t:Task)-[:HAS_PROGRESS]->(g:Progress)
WHERE g.charge IS NULL AND ($until IS NULL OR g.as_of IS NULL OR g.as_of <= date($until))
  AND ($department IS NULL OR EXISTS { MATCH (d:Department)-[:LEADS|SUPPORTS]->(t) WHERE d.full_name = $department })
WITH t, g
ORDER BY toString(g.as_of) DESC, coalesce(g.at, '') DESC, g.id
WITH t, collect(g)[0] AS g
OPTIONAL MATCH (g)-[r:STATED_IN]->(doc:Document)
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH t, g, r, doc, d, l
ORDER BY l.position, d.id
WITH t, g, r, doc, collect(d.full_name) AS departments
RETURN t.title AS task, departments, toString(t.due_on) AS due_on, toString(g.as_of) AS as_of, g.state AS state,
       g.share AS share, g.problem AS problem, g.ahead AS ahead, coalesce(r.evidence, g.text) AS evidence, doc.name AS source,
       g.by AS by, doc.id AS document,
       r.start AS start, r.end AS `end`, t.id AS task_id
ORDER BY CASE state WHEN 'behind' THEN 0 WHEN 'stopped' THEN 1 WHEN 'not-started' THEN 2 ELSE 3 END, due_on, task, task_id
