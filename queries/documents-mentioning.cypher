// title: 提到某词的文档
// answers: 哪些文档的正文提到了这些词（都要有），第一次在哪里
// parameters:
//   words: {zh: 词, type: strings, required: true, example: 大棚}
//   region: {zh: 只看某地, example: 柳溪县}
//   level: {zh: 层级, of: Policy.level, example: county}
// columns:
//   name: 文档
//   genre: {zh: 体裁, of: Document.genre}
//   region: 地区
//   times: 次数
//   evidence: 第一处
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
// show: table
// tags: [文档, 检索]
MATCH (doc:Document)
WHERE all(w IN $words WHERE doc.text CONTAINS w)
OPTIONAL MATCH (doc)-[:STATES]->(p:Policy)
WITH doc, p
ORDER BY p.title, p.id
WITH doc, collect(p)[0] AS p
WITH doc, coalesce(doc.region, p.region) AS region, coalesce(doc.level, p.level) AS level, $words[0] AS word
WHERE ($region IS NULL OR region = $region) AND ($level IS NULL OR level = $level)
WITH doc, region, size(split(doc.text, word)) - 1 AS times, size(split(doc.text, word)[0]) AS place
WITH doc, region, times, CASE WHEN place > 20 THEN place - 20 ELSE 0 END AS start
RETURN doc.name AS name, doc.genre AS genre, region, times, substring(doc.text, start, 60) AS evidence, doc.id AS document,
       start, start + size(substring(doc.text, start, 60)) AS `end`
ORDER BY times DESC, name, document
