// title: 某地要做的事
// answers: 这个镇、县及其下辖的镇村有哪些任务，由谁牵头
// parameters:
//   region: {zh: 地区, required: true, example: 白石镇}
// columns:
//   place: 地点
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
//   place_id: {zh: 地点编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [地区, 任务]
MATCH (x:Region)
WHERE x.name = $region OR x.full_name ENDS WITH $region OR $region IN x.aliases
MATCH (t:Task)-[r:LOCATED_IN]->(place)-[:WITHIN*0..4]->(x)
MATCH (t)-[:STATED_IN]->(doc:Document)
WITH DISTINCT place, r, t, doc
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH place, r, t, doc, d, l
ORDER BY l.position, d.id
RETURN place.name AS place, t.title AS task, t.number AS number, t.section AS section,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       collect(d.full_name) AS departments, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, t.id AS task_id, place.id AS place_id, t.position AS position
ORDER BY place, place_id, source, document, position, task_id
