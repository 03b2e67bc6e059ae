// title: 更正过的任务
// answers: 哪些任务的标题、时限、牵头或配合单位由人更正过，谁在什么时候改的，改前改后，文档原来怎么写；文档换了、现在写的不是更正前的，这处更正不用，待人核对
// parameters:
//   task: {zh: 任务编号, example: db99dc5daa844097}
//   document: {zh: 文档编号、位置或标题, example: 柳溪县蔬菜产业发展实施方案}
// columns:
//   task: 任务
//   number: 序号
//   what: 更正了什么
//   before: 更正前
//   after: 更正为
//   holds: 用上没有
//   by: 更正人
//   at: 时间
//   cell: 更正的出处
//   stated: 文档原来的话
//   source: 出处
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   id: 判断编号
// show: table
// tags: [核对, 任务]
MATCH (t:Task)-[:STATED_IN]->(doc:Document)
WHERE (t.decisions IS NOT NULL OR t.disputed IS NOT NULL) AND ($task IS NULL OR t.id = $task)
  AND ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
UNWIND coalesce(t.decisions, []) + coalesce(t.disputed, []) AS decision
MATCH (d:Decision {id: decision})
RETURN t.title AS task, t.number AS number,
       CASE d.of WHEN 'title' THEN '标题' WHEN 'due_on' THEN '时限' WHEN 'LEADS' THEN '牵头单位' ELSE '配合单位' END AS what,
       d.before AS before, d.after AS after,
       CASE WHEN decision IN coalesce(t.disputed, []) THEN '文档现在写的不同，没有用上，待核对' ELSE '用上' END AS holds, d.by AS by, d.at AS at, d.source AS cell, d.evidence AS stated,
       doc.name AS source, doc.id AS document, t.start AS start, t.end AS `end`, t.id AS task_id, d.id AS id
ORDER BY source, document, start, task_id, at, id
