// title: 没有读全的文档
// answers: 哪些文档没有读全，读出了多少，各有几处要核对
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
// columns:
//   name: 文档
//   reading_state: {zh: 读得怎样, of: Document.reading_state}
//   reading_share: 读出的份额
//   tasks: 任务
//   leads: 牵头
//   unread: 未读懂
//   accounts: {zh: 清点, hidden: true}
//   uri: 位置
//   id: 编号
// show: table
// tags: [核对, 文档]
MATCH (doc:Document)
WHERE CASE WHEN $document IS NULL THEN coalesce(doc.reading_state, 'unjudged') <> 'complete'
           ELSE doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources END
RETURN doc.name AS name, coalesce(doc.reading_state, 'unjudged') AS reading_state, doc.reading_share AS reading_share,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task) } AS tasks,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task)<-[:LEADS]-(:Department) } AS leads,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Unread) } AS unread,
       doc.accounts AS accounts, doc.uri AS uri, doc.id AS id
ORDER BY coalesce(reading_share, 2.0), name, uri, id
