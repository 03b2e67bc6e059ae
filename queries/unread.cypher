// title: 未读懂的内容
// answers: 程序没有读懂哪些话，供人核对
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
//   kind: {zh: 种类, of: Unread.kind, example: figure-blank}
// columns:
//   kind: {zh: 种类, of: Unread.kind}
//   source: 出处
//   evidence: 原文依据
//   cell: 单元格
//   choices: 可能是
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
// show: table
// tags: [核对, 文档]
MATCH (u:Unread)-[r:STATED_IN]->(doc:Document)
WHERE ($kind IS NULL OR u.kind = $kind)
  AND ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
RETURN u.kind AS kind, doc.name AS source, r.evidence AS evidence, u.cell AS cell, u.choices AS choices, doc.id AS document,
       r.start AS start, r.end AS `end`
ORDER BY source, document, start, kind, u.id
