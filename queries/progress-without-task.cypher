// title: 没有对上任务的进展
// answers: 台账、通报、汇报里的哪些话，和谁的填报，没有对上图中方案的任务，可能是哪一项；任务的方案在图中时，这些行不另算任务
// columns:
//   row: 所说的任务
//   perhaps: 可能是
//   state: {zh: 状态, of: Progress.state}
//   share: 完成比例
//   evidence: 原文依据
//   source: 出处
//   by: 填报人
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
// show: table
// tags: [任务, 进展]
MATCH (g:Progress)
WHERE NOT EXISTS { MATCH (:Task)-[:HAS_PROGRESS]->(g) } AND g.withdrawn_at IS NULL
OPTIONAL MATCH (g)-[r:STATED_IN]->(doc:Document)
CALL {
  WITH g
  UNWIND coalesce(g.perhaps, []) AS id
  MATCH (t:Task {id: id})
  WITH t.title AS title, id
  ORDER BY id
  RETURN collect(title) AS perhaps
}
RETURN g.task AS row, perhaps, g.state AS state, g.share AS share, coalesce(r.evidence, g.text) AS evidence, doc.name AS source,
       g.by AS by, doc.id AS document, r.start AS start, r.end AS `end`
ORDER BY source, document, start
