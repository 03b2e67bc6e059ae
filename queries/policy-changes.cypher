// title: 政策的废止、修改和转发
// answers: 哪项政策代替（废止）、修改或转发了哪项政策，从哪天起，凭哪句话
// parameters:
//   policy: {zh: 政策名称、文号或编号（新旧两方都可以）, example: 溪流管理暂行办法}
//   relation: {zh: 哪一种, values: [SUPERSEDES, AMENDS, FORWARDS], example: SUPERSEDES}
// columns:
//   newer: 新的政策
//   relation: {zh: 关系, of: types}
//   older: 原来的政策
//   number: 原来的文号
//   status: {zh: 原来的状态, of: Policy.status}
//   basis: {zh: 认定方式, of: SUPERSEDES.basis}
//   since: 起始日期
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   newer_id: {zh: 新的政策编号, hidden: true}
//   older_id: {zh: 原来的政策编号, hidden: true}
// show: graph
// tags: [政策, 溯源]
MATCH (a:Policy)-[r:SUPERSEDES|AMENDS|FORWARDS]->(b:Policy)
WHERE ($relation IS NULL OR type(r) = $relation)
  AND ($policy IS NULL OR a.title CONTAINS $policy OR a.number = $policy OR a.id = $policy
       OR b.title CONTAINS $policy OR b.number = $policy OR b.id = $policy)
OPTIONAL MATCH (doc:Document) WHERE doc.id = r.document
RETURN a.title AS newer, type(r) AS relation, b.title AS older, b.number AS number, b.status AS status, r.basis AS basis,
       toString(r.on) AS since, doc.name AS source, r.evidence AS evidence, r.document AS document, r.start AS start,
       r.end AS `end`, a.id AS newer_id, b.id AS older_id
ORDER BY relation, newer, newer_id, older, older_id, document, start
