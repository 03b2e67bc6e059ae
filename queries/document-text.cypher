// title: 某文档的全文
// answers: 这份文档的全文是什么，从哪里读来的
// parameters:
//   document: {zh: 文档编号, required: true, example: 630ede4af768d15a}
// columns:
//   name: 文档
//   text: 全文
//   uri: 位置
//   pages: {zh: 各页开始处, hidden: true}
//   sources: {zh: 全部位置, hidden: true}
//   sha256: {zh: 校验值, hidden: true}
// show: table
// tags: [文档, 核对]
MATCH (doc:Document {id: $document})
RETURN doc.name AS name, doc.text AS text, doc.uri AS uri, doc.pages AS pages, doc.sources AS sources,
       doc.sha256 AS sha256
ORDER BY name
