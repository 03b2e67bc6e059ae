// title: 谁在发展某产业
// answers: 哪些部门牵头发展这个产业，通过哪些任务
// parameters:
//   industry: {zh: 产业, required: true, example: 番茄}
// columns:
//   industry: 产业
//   department: 牵头部门
//   task: 任务
//   number: 序号
//   section: 所在章节
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
// show: table
// tags: [产业, 部门, 任务]
MATCH (t:Task)-[r:CONCERNS]->(i:Industry)
WHERE i.name CONTAINS $industry OR $industry IN i.aliases
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (d:Department)-[:LEADS]->(t)
RETURN i.name AS industry, d.full_name AS department, t.title AS task, t.number AS number, t.section AS section,
coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start,
       r.end AS `end`, t.id AS task_id
ORDER BY industry, department, source, document, t.position, task_id
