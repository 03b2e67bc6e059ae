// title: 政策一览（对比用）
// answers: 各地各级有哪些政策，何时由谁印发，各有多少任务、指标、上级依据；一项政策一行
// parameters:
//   policy: {zh: 政策名称、文号或编号, example: 临澜区2026年}
//   region: {zh: 地区或区划代码，连同其下辖的, example: 临澜区}
//   level: {zh: 层级, of: Policy.level, example: county}
//   since: {zh: 印发日期自, type: date, example: 2020-01-01}
//   until: {zh: 印发日期至, type: date, example: 2035-12-31}
//   status: {zh: 状态, of: Policy.status, example: issued}
// columns:
//   policy: 政策
//   policy_number: {zh: 文号, of: Policy.number}
//   level: {zh: 层级, of: Policy.level}
//   region: {zh: 地区, of: Policy.region}
//   region_code: {zh: 区划代码, of: Region.code}
//   issued_on: {zh: 印发日期, of: Policy.issued_on}
//   issuer: {zh: 印发机关, of: Policy.issuer}
//   status: {zh: 状态, of: Policy.status}
//   repealed_on: {zh: 废止日期, of: Policy.repealed_on}
//   tasks: 任务
//   leads: 牵头
//   supports: 配合
//   targets: 任务的指标
//   grounds: 上级依据
//   policy_id: 政策编号
// show: table
// tags: [对比研究]
CALL {
  MATCH (p:Policy)
  WHERE ($policy IS NULL OR p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy)
    AND ($level IS NULL OR p.level = $level)
    AND ($since IS NULL OR p.issued_on >= date($since)) AND ($until IS NULL OR p.issued_on <= date($until))
    AND ($region IS NULL OR EXISTS {
      MATCH (p)-[:APPLIES_TO]->(:Region)-[:WITHIN*0..5]->(x:Region)
      WHERE x.name = $region OR x.full_name ENDS WITH $region OR x.code = $region OR $region IN x.aliases
    })
  OPTIONAL MATCH (p)-[:APPLIES_TO]->(place:Region)
  WITH p, place
  ORDER BY place.id
  RETURN p, collect(place.code)[0] AS region_code
}
WITH p, region_code
WHERE $status IS NULL OR p.status = $status
CALL {
  WITH p
  OPTIONAL MATCH (p)<-[:PART_OF*1..5]-(t:Task)-[:STATED_IN]->(doc:Document)
  WHERE NOT EXISTS { MATCH (doc)-[s:STATES]->(p) WHERE s.role IN ['interprets', 'explains', 'reports'] }
  WITH DISTINCT t
  WITH t, COUNT { MATCH (:Department)-[:LEADS]->(t) } AS led, COUNT { MATCH (:Department)-[:SUPPORTS]->(t) } AS supported,
       COUNT { MATCH (t)-[:HAS_TARGET]->(:Target) } AS figures
  RETURN count(t) AS tasks, sum(led) AS leads, sum(supported) AS supports, sum(figures) AS targets
}
RETURN p.title AS policy, p.number AS policy_number, p.level AS level, p.region AS region, region_code,
       toString(p.issued_on) AS issued_on, p.issuer AS issuer, p.status AS status,
       toString(p.repealed_on) AS repealed_on, tasks, leads, supports, targets,
       COUNT { MATCH (p)-[:DERIVES_FROM]->(:Policy) } AS grounds, p.id AS policy_id
ORDER BY policy, level, region, policy_id
