// title: 部门和地区的沿革
// answers: 哪些部门、地区后来改为或并入别的，哪一年、依据什么
// parameters:
//   unit: {zh: 部门或地区（先后两方都可以）, example: 县农业农村局}
// columns:
//   label: {zh: 种类, of: labels}
//   old: 原来
//   new: 后来
//   year: 年份
//   basis: {zh: 认定方式, of: SUCCEEDED_BY.basis}
//   ground: 依据
//   confidence: {zh: 可信度, of: SUCCEEDED_BY.confidence}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   old_id: {zh: 原来的编号, hidden: true}
//   new_id: {zh: 后来的编号, hidden: true}
// show: table
// tags: [部门, 地区, 核对]
MATCH (a)-[r:SUCCEEDED_BY]->(b)
WHERE $unit IS NULL OR a.name = $unit OR b.name = $unit OR a.full_name ENDS WITH $unit OR b.full_name ENDS WITH $unit
  OR $unit IN a.aliases OR $unit IN b.aliases
OPTIONAL MATCH (doc:Document) WHERE doc.id = r.document
RETURN labels(a)[0] AS label, coalesce(a.full_name, a.name) AS old, coalesce(b.full_name, b.name) AS new,
       r.year AS year, r.basis AS basis, r.ground AS ground, r.confidence AS confidence, doc.name AS source,
       r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`, a.id AS old_id, b.id AS new_id
ORDER BY label, new, year, old, old_id, new_id, document
