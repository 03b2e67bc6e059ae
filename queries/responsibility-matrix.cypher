// title: 某政策的责任分工
// answers: 这项政策的每项任务由谁牵头、谁配合
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
// columns:
//   policy: 政策
//   task: 任务
//   number: 序号
//   section: 所在章节
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   department: 部门
//   role: 职责
//   basis: {zh: 认定方式, of: LEADS.basis}
//   text: {zh: 正文, hidden: true}
//   position: {zh: 次序, hidden: true}
//   rank: {zh: 单位次序, hidden: true}
//   parent_id: {zh: 上级任务编号, hidden: true}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   department_name: {zh: 部门简称, hidden: true}
//   department_id: {zh: 部门编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   stated_title: {zh: 原文的标题, hidden: true}
//   stated_due: {zh: 原文的时限, hidden: true}
//   stated_roles: {zh: 原文的职责, hidden: true}
// show: matrix
// tags: [政策, 部门, 任务]
MATCH (p:Policy)
WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
MATCH (t:Task)-[:PART_OF*1..5]->(p)
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (t)-[:PART_OF]->(parent:Task)
OPTIONAL MATCH (d:Department)-[r:LEADS|SUPPORTS]->(t)
RETURN DISTINCT p.title AS policy, t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       d.full_name AS department, CASE type(r) WHEN 'LEADS' THEN '牵头' WHEN 'SUPPORTS' THEN '配合' END AS role,
       r.basis AS basis, t.text AS text, t.position AS position, parent.id AS parent_id,
       r.position AS rank, doc.name AS source, r.evidence AS evidence,
       doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id, d.name AS department_name, d.id AS department_id, p.id AS policy_id,
       t.stated_title AS stated_title, t.stated_due AS stated_due, t.stated_roles AS stated_roles
ORDER BY policy, policy_id, source, document, position, task_id, role, rank, department
