// title: 台账与方案不一致的任务
// answers: 台账里对上的任务，牵头单位、时限或指标和方案写的不同，会议把时限改了的也在内；没有方案的，和最早一期台账比；几期台账同样写的，只列最近一期
// parameters:
//   department: {zh: 方案里牵头或配合的部门, of: Department.full_name, example: 临澜区农业农村局}
// columns:
//   task: 任务
//   lead: 台账写的牵头
//   departments: 方案写的牵头
//   due: 台账写的、会议改到的时限
//   plan_due: 方案写的时限
//   figure: 台账写的指标
//   row: 台账里的任务
//   as_of: 截至
//   evidence: 原文依据
//   source: 出处
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
// show: table
// tags: [任务, 进展, 核对]
MATCH (t:Task)-[h:HAS_PROGRESS]->(g:Progress)-[r:STATED_IN]->(doc:Document)
WHERE $department IS NULL OR EXISTS { MATCH (d:Department)-[:LEADS|SUPPORTS]->(t) WHERE d.full_name = $department }
WITH t, h.lead AS lead, coalesce(h.due, g.new_due) AS due, h.figure AS figure, g, r, doc
WHERE lead IS NOT NULL OR due IS NOT NULL OR figure IS NOT NULL
WITH t, lead, due, figure, g, r, doc
ORDER BY toString(g.as_of) DESC, g.id
WITH t, lead, due, figure, collect(g)[0] AS g, collect(r)[0] AS r, collect(doc)[0] AS doc
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH t, lead, due, figure, g, r, doc, d, l
ORDER BY l.position, d.id
WITH t, lead, due, figure, g, r, doc, collect(d.full_name) AS departments
RETURN t.title AS task, lead, departments, due, coalesce(t.due, toString(t.due_on)) AS plan_due, figure, g.task AS row,
       toString(g.as_of) AS as_of, r.evidence AS evidence, doc.name AS source, doc.id AS document, r.start AS start, r.end AS `end`, t.id AS task_id
ORDER BY task, task_id, as_of, row
