// title: 没有牵头部门的任务
// answers: 哪些任务没有写明由谁牵头
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
// columns:
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
// tags: [任务, 核对]
MATCH (t:Task)-[r:STATED_IN]->(doc:Document)
WHERE ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
  AND NOT EXISTS { MATCH (t)<-[:LEADS]-(:Department) }
  AND NOT EXISTS { MATCH (t)<-[:PART_OF]-(:Task)<-[:LEADS]-(:Department) }
RETURN t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id
ORDER BY source, document, t.position, task_id
