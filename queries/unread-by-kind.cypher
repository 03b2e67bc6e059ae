// title: 未读懂的内容有多少
// answers: 程序没有读懂的内容，按种类各有多少
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
// columns:
//   kind: {zh: 种类, of: Unread.kind}
//   items: 条数
//   documents: 文档数
// show: chart
// tags: [核对, 统计]
MATCH (u:Unread)-[:STATED_IN]->(doc:Document)
WHERE $document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources
RETURN u.kind AS kind, count(u) AS items, count(DISTINCT doc.id) AS documents
ORDER BY items DESC, kind
