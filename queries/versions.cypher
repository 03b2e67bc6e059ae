// title: 同一政策的几个文本
// answers: 哪些文档是同一政策的另一个文本，以哪一份为准，为什么；不为准的那份，任务、职责和指标不另算
// parameters:
//   policy: {zh: 政策名称、文号或编号, example: 青穗县}
// columns:
//   policy: 政策
//   counts: 为准的文档
//   counts_uri: 为准的位置
//   lesser: 另一文本
//   lesser_uri: 另一文本的位置
//   basis: {zh: 关系, of: VERSION_OF.basis}
//   ground: 根据
//   confidence: {zh: 可信度, of: VERSION_OF.confidence}
//   counts_id: 为准的编号
//   lesser_id: 另一文本的编号
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [文档, 政策, 核对]
MATCH (a:Document)-[r:VERSION_OF]->(b:Document)
OPTIONAL MATCH (b)-[s:STATES]->(p:Policy)
WHERE s.role = 'text'
WITH a, r, b, p
WHERE $policy IS NULL OR p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
RETURN p.title AS policy, b.name AS counts, b.uri AS counts_uri, a.name AS lesser, a.uri AS lesser_uri,
       r.basis AS basis, r.ground AS ground, r.confidence AS confidence, b.id AS counts_id, a.id AS lesser_id,
       p.id AS policy_id
ORDER BY policy, policy_id, counts_uri, counts_id, lesser_uri, lesser_id
