// title: 政策里的任务
// answers: 这些政策各有哪些任务，出自正文还是解读、报告
// parameters:
//   ids: {zh: 只看这些政策编号, type: strings, example: 9b646365f87ced15}
// columns:
//   policy: 政策
//   number: 序号
//   task: 任务
//   text: 正文
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   role: {zh: 文档与政策的关系, of: STATES.role}
//   source: 出处
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   position: {zh: 次序, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   parent_id: {zh: 上级任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [政策, 任务]
MATCH (p:Policy)<-[:PART_OF*1..5]-(t:Task)
WHERE $ids IS NULL OR p.id IN $ids
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (doc)-[s:STATES]->(p)
OPTIONAL MATCH (t)-[:PART_OF]->(parent:Task)
RETURN DISTINCT p.title AS policy, t.number AS number, t.title AS task, t.text AS text,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       s.role AS role,
       doc.name AS source, doc.id AS document, t.start AS start, t.end AS `end`,
       t.position AS position, t.id AS task_id, parent.id AS parent_id, p.id AS policy_id
ORDER BY policy, policy_id, source, document, position, task_id, role, parent_id
