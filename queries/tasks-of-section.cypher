// title: 某章节的任务
// answers: 某个章节（标题）之下有哪些任务
// parameters:
//   section: {zh: 章节标题中的字, required: true, example: 重点任务}
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
// columns:
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
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [任务, 章节]
MATCH (t:Task)-[r:STATED_IN]->(doc:Document)
WHERE any(heading IN t.section WHERE heading CONTAINS $section)
  AND ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
CALL {
  WITH t
  MATCH (d:Department)-[l:LEADS]->(t)
  WITH d.full_name AS name, l.position AS place, d.id AS id
  ORDER BY place, id
  RETURN collect(name) AS departments
}
RETURN t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       departments,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.id AS task_id, t.position AS position
ORDER BY source, document, position, task_id
