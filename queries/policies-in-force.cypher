// title: 没有废止的政策
// answers: 哪些已印发的政策，图里没有文件说它已废止、失效或被代替
// parameters:
//   level: {zh: 层级, of: Policy.level, example: county}
// columns:
//   title: 政策
//   number: 文号
//   level: {zh: 层级, of: Policy.level}
//   region: 地区
//   issuer: 印发机关
//   issued_on: 印发日期
//   tasks: 任务
//   id: 编号
// show: table
// tags: [政策, 统计]
MATCH (p:Policy)
WHERE p.status = 'issued' AND ($level IS NULL OR p.level = $level)
RETURN p.title AS title, p.number AS number, p.level AS level, p.region AS region, p.issuer AS issuer,
       toString(p.issued_on) AS issued_on, COUNT { MATCH (:Task)-[:PART_OF]->(p) } AS tasks, p.id AS id
ORDER BY title, level, region, id
