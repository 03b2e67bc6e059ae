// title: 落实某政策的下级政策
// answers: 哪些政策是依据这项政策制定的，一直追到最下级
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
// columns:
//   policy: 政策
//   level: {zh: 层级, of: Policy.level}
//   above: 依据的上级政策
//   above_level: {zh: 上级政策的层级, of: Policy.level}
//   above_status: {zh: 上级政策的状态, of: Policy.status}
//   relation: {zh: 关系, of: types}
//   steps: 第几层
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   above_id: {zh: 上级政策编号, hidden: true}
// show: graph
// tags: [政策, 层级, 溯源]
MATCH path = (b:Policy)-[:DERIVES_FROM|FORWARDS*0..9]->(p:Policy)
WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
WITH b, min(length(path)) + 1 AS steps
MATCH (a:Policy)-[r:DERIVES_FROM|FORWARDS]->(b)
WITH a, b, r, steps, r.document AS origin
MATCH (doc:Document {id: origin})
RETURN a.title AS policy, a.level AS level, b.title AS above, b.level AS above_level, b.status AS above_status,
       type(r) AS relation, steps,
       doc.name AS source, r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`,
       a.id AS policy_id, b.id AS above_id
ORDER BY steps, above, above_id, policy, policy_id, document
