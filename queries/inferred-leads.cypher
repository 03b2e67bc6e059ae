// title: 推定的牵头部门
// answers: 哪些牵头关系是按“列第一位者为牵头单位”推定、而非原文写明的
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 岚江省}
// columns:
//   department: 部门
//   task: 任务
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
// show: table
// tags: [任务, 核对]
MATCH (d:Department)-[r:LEADS]->(t:Task)-[:STATED_IN]->(doc:Document)
WHERE r.basis = 'first-listed' AND ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
RETURN d.full_name AS department, t.title AS task, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, t.id AS task_id
ORDER BY source, document, t.position, task_id, department
