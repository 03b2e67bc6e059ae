// title: 没有读全的文档
// answers: 哪些文档没有读全，读出了多少，各有几处要核对；台账、通报里没有对上任务的行也算，有这样的行就不叫“完整”
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
// columns:
//   name: 文档
//   reading_state: {zh: 读得怎样, of: Document.reading_state}
//   reading_share: {zh: 读出的份额, of: Document.reading_share}
//   tasks: 任务
//   leads: 牵头
//   unread: 未读懂
//   unmatched: 没有对上任务的行
//   accounts: {zh: 清点, hidden: true}
//   uri: 位置
//   id: 编号
// show: table
// tags: [核对, 文档]
MATCH (doc:Document)
OPTIONAL MATCH (doc)<-[:STATED_IN]-(g:Progress)
WHERE (g.perhaps IS NOT NULL OR (g.row IS NOT NULL AND NOT EXISTS { MATCH (:Task)-[:HAS_PROGRESS]->(g) }))
  AND (g.perhaps IS NOT NULL OR NOT EXISTS { MATCH (x:Decision {of: 'HAS_PROGRESS', kind: 'wrong', second: g.id}) WHERE x.withdrawn_at IS NULL })
WITH doc, count(g) AS unmatched
WITH doc, CASE WHEN unmatched = 0 THEN null ELSE unmatched END AS unmatched,
     CASE WHEN doc.reading_state IN ['complete', 'nearly'] AND unmatched > 0 THEN 'check'
          ELSE coalesce(doc.reading_state, 'unjudged') END AS reading_state
WHERE CASE WHEN $document IS NULL THEN reading_state <> 'complete'
           ELSE doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources END
RETURN doc.name AS name, reading_state, doc.reading_share AS reading_share,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task) } AS tasks,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task)<-[:LEADS]-(:Department) } AS leads,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Unread) } AS unread, unmatched,
       doc.accounts AS accounts, doc.uri AS uri, doc.id AS id
ORDER BY coalesce(reading_share, 2.0), name, uri, id
