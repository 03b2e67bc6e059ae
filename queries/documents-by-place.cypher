// title: 各级各地各年的文档
// answers: 图里的文档各属于哪一级、哪个地区、哪一年，各有几份
// columns:
//   level: {zh: 层级, of: Policy.level}
//   region: 地区
//   year: 年份
//   documents: 文档
// show: chart
// tags: [文档, 统计]
MATCH (doc:Document)
OPTIONAL MATCH (doc)-[:STATES]->(p:Policy)
WITH doc, p
ORDER BY p.title, p.id
WITH doc, collect(p)[0] AS p
RETURN coalesce(p.level, doc.level) AS level, coalesce(p.region, doc.region) AS region,
       toString(coalesce(p.issued_on, doc.published_on).year) AS year,
       count(doc) AS documents
ORDER BY documents DESC, level, region, year
