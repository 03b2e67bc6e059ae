// title: 有多个牵头部门的任务
// answers: 哪些任务由两个以上的部门牵头，各是谁
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
// columns:
//   task: 任务
//   leads: 牵头数
//   department: 牵头部门
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
// show: table
// tags: [任务, 核对]
MATCH (t:Task)-[:STATED_IN]->(doc:Document)
WHERE ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
  AND COUNT { MATCH (:Department)-[:LEADS]->(t) } > 1
MATCH (d:Department)-[r:LEADS]->(t)
RETURN t.title AS task, COUNT { MATCH (:Department)-[:LEADS]->(t) } AS leads, d.full_name AS department,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`, t.id AS task_id
ORDER BY leads DESC, source, document, t.position, task_id, r.position, department
