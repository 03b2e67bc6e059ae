// title: 人工判断
// answers: 谁在什么时候判断了哪些是同一个、哪些不是、哪条关系不对，有没有撤销
// parameters:
//   standing: {zh: 只看没有撤销的, type: boolean, default: false, example: true}
//   node: {zh: 只看关于这个节点的（编号）, example: db99dc5daa844097}
// columns:
//   decision: 判断
//   kind: {zh: 种类, of: Decision.kind}
//   by: 判断人
//   at: 时间
//   note: 说明
//   withdrawn_by: 撤销人
//   withdrawn_at: 撤销时间
//   id: 判断编号
// show: table
// tags: [核对]
MATCH (d:Decision)
WHERE ($standing <> true OR d.withdrawn_at IS NULL)
  AND ($node IS NULL OR d.first = $node OR d.second = $node OR d.to = $node)
RETURN d.name AS decision, d.kind AS kind, d.by AS by, d.at AS at, d.note AS note, d.withdrawn_by AS withdrawn_by,
       d.withdrawn_at AS withdrawn_at, d.id AS id
ORDER BY at DESC, id
