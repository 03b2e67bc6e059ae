// title: 依据关系
// answers: 哪项政策依据（或转发）哪项政策，哪项任务落实哪项任务，各凭哪句话或相近到什么程度
// parameters:
//   ids: {zh: 只看与这些政策或任务（编号）直接相连的, type: strings, example: 9b646365f87ced15}
// columns:
//   lower: 下级
//   lower_label: {zh: 下级类型, of: labels}
//   upper: 上级
//   upper_label: {zh: 上级类型, of: labels}
//   relation: {zh: 关系, of: types}
//   basis: {zh: 认定方式, of: DERIVES_FROM.basis}
//   score: {zh: 相近程度, of: DERIVES_FROM.score}
//   evidence: 原文依据
//   confidence: {zh: 可信度, of: DERIVES_FROM.confidence}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   lower_id: {zh: 下级编号, hidden: true}
//   upper_id: {zh: 上级编号, hidden: true}
// show: graph
// tags: [政策, 任务, 层级, 溯源]
CALL {
  MATCH (a:Policy)-[r:DERIVES_FROM|FORWARDS]->(b)
  WHERE $ids IS NULL OR a.id IN $ids OR b.id IN $ids
  RETURN a, r, b, 'Policy' AS lower_label
  UNION ALL
  MATCH (a:Task)-[r:DERIVES_FROM]->(b)
  WHERE $ids IS NULL OR a.id IN $ids OR b.id IN $ids
  RETURN a, r, b, 'Task' AS lower_label
}
RETURN a.title AS lower, lower_label, b.title AS upper, labels(b)[0] AS upper_label, type(r) AS relation,
       r.basis AS basis, r.score AS score, r.confidence AS confidence,
       r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`,
       a.id AS lower_id, b.id AS upper_id
ORDER BY lower_label, lower, lower_id, score DESC, upper, upper_id, document, start
