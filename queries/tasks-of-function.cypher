// title: 各地同一职能部门的任务
// answers: 各级各地（或某省、某市之内）管同一件事的部门（例如农业农村）分别承担什么任务
// parameters:
//   function: {zh: 职能, required: true, example: 农业农村}
//   region: {zh: 只看某地及其以下, example: 云泽市}
// columns:
//   level: {zh: 层级, of: Policy.level}
//   department: 部门
//   role: 职责
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
// tags: [部门, 任务, 层级]
MATCH (d:Department)
WHERE d.function CONTAINS $function
  AND ($region IS NULL OR EXISTS {
    MATCH (d)-[:WITHIN*1..5]->(x:Region)
    WHERE x.name = $region OR x.full_name ENDS WITH $region OR $region IN x.aliases
  })
MATCH (d)-[r:LEADS|SUPPORTS]->(t:Task)-[:STATED_IN]->(doc:Document)
RETURN d.level AS level, d.full_name AS department, CASE type(r) WHEN 'LEADS' THEN '牵头' ELSE '配合' END AS role,
       t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id
ORDER BY department, type(r), source, document, t.position, task_id
