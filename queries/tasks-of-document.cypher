// title: 某文档的任务一览
// answers: 这份文档分成哪些任务，各由谁牵头、谁配合、有几个指标、何时完成
// parameters:
//   document: {zh: 文档编号、名称或位置, required: true, example: 蔬菜产业发展}
// columns:
//   number: 序号
//   task: 任务
//   leads: 牵头
//   supports: 配合
//   targets: 指标
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   section: 所在章节
//   source: 出处
//   evidence: {zh: 原文依据, hidden: true}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [任务, 文档, 核对]
MATCH (t:Task)-[r:STATED_IN]->(doc:Document)
WHERE doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources
OPTIONAL MATCH (lead:Department)-[l:LEADS]->(t)
WITH t, r, doc, lead, l
ORDER BY l.position, lead.id
WITH t, r, doc, collect(lead.name) AS leads
OPTIONAL MATCH (other:Department)-[s:SUPPORTS]->(t)
WITH t, r, doc, leads, other, s
ORDER BY s.position, other.id
WITH t, r, doc, leads, collect(other.name) AS supports
RETURN t.number AS number, t.title AS task, leads, supports,
       COUNT { MATCH (t)-[:HAS_TARGET]->(:Target) } AS targets,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       t.section AS section,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id, t.position AS position
ORDER BY source, document, position, task_id
