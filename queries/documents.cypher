// title: 全部文档
// answers: 图里有哪些文档，各读出多少任务、牵头、配合、指标，有多少没读懂
// parameters:
//   ids: {zh: 只看这些文档编号, type: strings, example: 630ede4af768d15a}
//   level: {zh: 层级, values: [central, province, city, county, town], example: county}
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
//   reading_state: {zh: 读得怎样, of: Document.reading_state}
//   reading_share: 读出的份额
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
RETURN doc.name AS name, doc.genre AS genre, doc.publisher AS publisher, toString(doc.published_on) AS published_on,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task) } AS tasks,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task)<-[:LEADS]-(:Department) } AS leads,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Task)<-[:SUPPORTS]-(:Department) } AS supports,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Target) } AS targets,
       COUNT { MATCH (doc)<-[:STATED_IN]-(:Unread) } AS unread,
       coalesce(doc.reading_state, 'unjudged') AS reading_state, doc.reading_share AS reading_share,
       COUNT { MATCH (doc)-[:VERSION_OF]->(:Document) } > 0 AS version_of, doc.uri AS uri, doc.id AS id
ORDER BY name, uri, id
