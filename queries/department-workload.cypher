// title: 某部门的全部工作
// answers: 这个部门牵头和配合的事一共有哪些，各在什么时限之前完成
// parameters:
//   department: {zh: 部门, required: true, example: 区农业农村局}
// columns:
//   department: 部门
//   role: 职责
//   task: 任务
//   number: 序号
//   section: 所在章节
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   basis: {zh: 认定方式, of: LEADS.basis}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
// show: table
// tags: [部门, 任务]
// First whom it means: with the rest in one pattern, the embedded engine looks at every task.
MATCH (d:Department)
WHERE d.name = $department OR d.full_name ENDS WITH $department OR $department IN d.aliases
MATCH (d)-[r:LEADS|SUPPORTS]->(t:Task)-[:STATED_IN]->(doc:Document)
RETURN d.full_name AS department, CASE type(r) WHEN 'LEADS' THEN '牵头' ELSE '配合' END AS role,
       t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       r.basis AS basis, doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start,
       r.end AS `end`, t.id AS task_id
ORDER BY department, type(r), source, document, t.position, task_id
