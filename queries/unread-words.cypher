// title: 未读懂的话，按次数
// answers: 程序没有读懂的话里，哪些出现得最多（如不认识的责任用语）
// parameters:
//   kind: {zh: 种类, of: Unread.kind, example: figure-blank}
// columns:
//   text: 原文
//   kind: {zh: 种类, of: Unread.kind}
//   items: 次数
//   documents: 文档数
// show: table
// tags: [核对, 统计]
MATCH (u:Unread)-[:STATED_IN]->(doc:Document)
WHERE $kind IS NULL OR u.kind = $kind
RETURN u.text AS text, u.kind AS kind, count(u) AS items, count(DISTINCT doc.id) AS documents
ORDER BY items DESC, kind, text
