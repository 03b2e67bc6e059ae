// title: 提到某词的任务
// answers: 哪些任务的正文提到了这个词
// parameters:
//   words: {zh: 词, required: true, example: 大棚}
//   limit: {zh: 最多几行, type: integer, default: 200, example: 50}
// columns:
//   task: 任务
//   number: 序号
//   section: 所在章节
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   departments: 牵头部门
//   text: 正文
//   source: 出处
//   evidence: {zh: 原文依据, hidden: true}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [任务, 检索]
MATCH (t:Task)-[r:STATED_IN]->(doc:Document)
WHERE t.text CONTAINS $words OR t.title CONTAINS $words
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH t, r, doc, d, l
ORDER BY l.position, d.id
RETURN t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       collect(d.full_name) AS departments,
       t.text AS text, doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start,
       r.end AS `end`, t.id AS task_id, t.position AS position
ORDER BY source, document, position, task_id
LIMIT $limit
