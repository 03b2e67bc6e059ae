// title: 全部文档
// answers: 图里有哪些文档，各读出多少任务、牵头、配合、指标，有多少没读懂，台账、通报里有多少行没有对上任务；有这样的行就不叫“完整”
// parameters:
//   ids: {zh: 只看这些文档编号, type: strings, example: 630ede4af768d15a}
//   level: {zh: 层级, of: Policy.level, example: county}
//   region: {zh: 地区, example: 柳溪县}
//   year: {zh: 年份, example: "2024"}
// columns:
//   name: 文档
//   genre: {zh: 体裁, of: Document.genre}
//   publisher: 发布者
//   published_on: 发布日期
//   tasks: 任务
//   leads: 牵头
//   supports: 配合
//   targets: 指标
//   unread: 未读懂
//   unmatched: 没有对上任务的行
//   reading_state: {zh: 读得怎样, of: Document.reading_state}
//   reading_share: {zh: 读出的份额, of: Document.reading_share}
//   version_of: 另有文本为准
//   uri: 位置
//   id: 编号
// show: table
// tags: [文档, 统计]
MATCH (doc:Document)
WHERE $ids IS NULL OR doc.id IN $ids
OPTIONAL MATCH (doc)-[:STATES]->(p:Policy)
WITH doc, p
ORDER BY p.title, p.id
WITH doc, collect(p)[0] AS p
WHERE ($level IS NULL OR coalesce(p.level, doc.level) = $level)
  AND ($region IS NULL OR coalesce(p.region, doc.region) = $region)
  AND ($year IS NULL OR toString(coalesce(p.issued_on, doc.published_on).year) = $year)
OPTIONAL MATCH (doc)<-[:STATED_IN]-(g:Progress)
WHERE (g.perhaps IS NOT NULL OR (g.row IS NOT NULL AND NOT EXISTS { MATCH (:Task)-[:HAS_PROGRESS]->(g) }))
  AND (g.perhaps IS NOT NULL OR NOT EXISTS { MATCH (x:Decision {of: 'HAS_PROGRESS', kind: 'wrong', second: g.id}) WHERE x.withdrawn_at IS NULL })
WITH doc, count(g) AS unmatched
RETURN doc.name AS name, doc.genre AS genre, doc.publisher AS publisher, toString(doc.published_on) AS published_on,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task) } AS tasks,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task)<-[:LEADS]-(:Department) } AS leads,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task)<-[:SUPPORTS]-(:Department) } AS supports,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Target) } AS targets,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Unread) } AS unread,
       CASE WHEN unmatched = 0 THEN null ELSE unmatched END AS unmatched,
       CASE WHEN doc.reading_state IN ['complete', 'nearly'] AND unmatched > 0 THEN 'check'
            ELSE coalesce(doc.reading_state, 'unjudged') END AS reading_state, doc.reading_share AS reading_share,
       COUNT { MATCH (doc)-[:VERSION_OF]->(:Document) } > 0 AS version_of, doc.uri AS uri, doc.id AS id
ORDER BY name, uri, id
