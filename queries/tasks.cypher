// title: 任务详情
// answers: 这些任务各写了什么，属于哪项政策，出自哪份文档
// parameters:
//   ids: {zh: 只看这些任务编号, type: strings, example: 0ae371d71d740a28}
// columns:
//   policy: 政策
//   number: 序号
//   task: 任务
//   text: 正文
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   source: 出处
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   position: {zh: 次序, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [任务]
MATCH (t:Task)-[:STATED_IN]->(doc:Document)
WHERE $ids IS NULL OR t.id IN $ids
OPTIONAL MATCH (t)-[:PART_OF*1..5]->(p:Policy)
RETURN DISTINCT p.title AS policy, t.number AS number, t.title AS task, t.text AS text,
       coalesce(t.due, toString(t.due_on)) AS due, CASE WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis,
       doc.name AS source, doc.id AS document, t.start AS start, t.end AS `end`,
       t.position AS position, t.id AS task_id, p.id AS policy_id
ORDER BY source, document, position, task_id, policy, policy_id
