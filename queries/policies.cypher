// title: 全部政策
// answers: 图里有哪些政策，哪些有正文、哪些只是被引用、哪些已废止
// parameters:
//   level: {zh: 层级, of: Policy.level, example: county}
//   status: {zh: 状态, of: Policy.status, example: issued}
//   region: {zh: 地区, example: 柳溪县}
//   year: {zh: 年份, type: integer, example: 2024}
// columns:
//   title: 政策
//   number: 文号
//   level: {zh: 层级, of: Policy.level}
//   region: 地区
//   issuer: 印发机关
//   issued_on: 印发日期
//   status: {zh: 状态, of: Policy.status}
//   repealed_on: 废止日期
//   tasks: 任务
//   derives_from: 上级依据
//   id: 编号
// show: table
// tags: [政策, 统计]
MATCH (p:Policy)
WHERE ($level IS NULL OR p.level = $level) AND ($status IS NULL OR p.status = $status)
  AND ($region IS NULL OR p.region = $region)
  AND ($year IS NULL OR p.title CONTAINS toString($year)
       OR (any(y IN range($year - 9, $year - 1) WHERE p.title CONTAINS toString(y))
           AND any(y IN range($year + 1, $year + 9) WHERE p.title CONTAINS toString(y)))
       OR (none(y IN range($year - 40, $year + 20) WHERE p.title CONTAINS toString(y))
           AND toString(p.issued_on) STARTS WITH toString($year)))
RETURN p.title AS title, p.number AS number, p.level AS level, p.region AS region, p.issuer AS issuer,
       toString(p.issued_on) AS issued_on, p.status AS status, toString(p.repealed_on) AS repealed_on,
       COUNT { MATCH (:Task)-[:PART_OF]->(p) } AS tasks,
       COUNT { MATCH (p)-[:DERIVES_FROM]->(:Policy) } AS derives_from, p.id AS id
ORDER BY title, level, region, id
