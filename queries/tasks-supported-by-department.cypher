// title: 某部门配合的任务
// answers: 这个部门配合别人做哪些事，依据是哪句话
// parameters:
//   department: {zh: 部门, required: true, example: 区农业农村局}
//   predecessors: {zh: 机构改革前的部门也算, type: boolean, default: false, example: true}
// columns:
//   department: 部门
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
  OR ($predecessors = true AND EXISTS {
    MATCH (d)-[:SUCCEEDED_BY*1..4]->(e:Department)
    WHERE e.name = $department OR e.full_name ENDS WITH $department OR $department IN e.aliases
  })
MATCH (d)-[r:SUPPORTS]->(t:Task)-[:STATED_IN]->(doc:Document)
RETURN d.full_name AS department, t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       r.basis AS basis, doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start,
       r.end AS `end`, t.id AS task_id
ORDER BY department, source, document, t.position, task_id
