// title: 指标一览（对比用）
// answers: 各地各级的政策定了哪些指标、做到多少，同类的换算成一个单位；一个数值一行
// parameters:
//   policy: {zh: 政策名称、文号或编号, example: 临澜区2026年}
//   region: {zh: 地区或区划代码，连同其下辖的, example: 临澜区}
//   level: {zh: 层级, of: Policy.level, example: county}
//   since: {zh: 印发日期自, type: date, example: 2020-01-01}
//   until: {zh: 印发日期至, type: date, example: 2035-12-31}
//   every: {zh: 解读、说明里的，和报告里重述的目标也算, type: boolean, default: false, example: true}
//   indicator: {zh: 指标，或可比的名称, example: 农村生活污水治理率}
//   year: {zh: 指标的年份, type: integer, example: 2026}
//   kind: {zh: 性质, of: Target.kind, example: planned}
// columns:
//   policy: 政策
//   policy_number: {zh: 文号, of: Policy.number}
//   level: {zh: 层级, of: Policy.level}
//   region: {zh: 地区, of: Policy.region}
//   region_code: {zh: 区划代码, of: Region.code}
//   issued_on: {zh: 印发日期, of: Policy.issued_on}
//   indicator: {zh: 指标, of: Target.indicator}
//   family: {zh: 可比的名称, of: Target.family}
//   kind: {zh: 性质, of: Target.kind}
//   comparator: {zh: 比较, of: Target.comparator}
//   value: {zh: 数值, of: Target.value}
//   value_high: {zh: 上限, of: Target.value_high}
//   unit: {zh: 计量单位, of: Target.unit}
//   amount: {zh: 换算的数值, of: Target.amount}
//   measure: {zh: 换算的单位, of: Target.measure}
//   mode: {zh: 计法, of: Target.mode}
//   base: {zh: 对照, of: Target.base}
//   firm: {zh: 必须完成, of: Target.firm}
//   year: {zh: 年份, of: Target.year}
//   due: {zh: 时限, of: Target.due}
//   task: {zh: 任务, of: Task.title}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   target_id: 指标编号
//   task_id: 任务编号
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
  CALL {
    WITH p
    MATCH (p)<-[:PART_OF*0..5]-(owner)-[:HAS_TARGET]->(g:Target)
    RETURN g, owner.id AS owner_id
    UNION
    WITH p
    MATCH (p)<-[:PART_OF*1..5]-(t:Task)-[:HAS_PROGRESS]->(:Progress)-[:HAS_TARGET]->(g:Target)
    RETURN g, t.id AS owner_id
    UNION
    // What a report or a plan says as a whole, of no measure.
    WITH p
    MATCH (p)<-[:STATES]-(:Document)<-[:STATED_IN]-(g:Target)
    WHERE NOT EXISTS { MATCH (g)<-[:HAS_TARGET]-() }
    RETURN g, p.id AS owner_id
  }
  RETURN g, p.id AS policy_id, owner_id
  UNION
  // What belongs to no policy: a text without a title, a speech.
  MATCH (t:Task)-[:STATED_IN]->(doc:Document)
  WHERE $policy IS NULL AND $since IS NULL AND $until IS NULL AND ($level IS NULL OR doc.level = $level)
    AND ($region IS NULL OR doc.region = $region) AND NOT EXISTS { MATCH (t)-[:PART_OF*1..5]->(:Policy) }
  MATCH (t)-[:HAS_TARGET]->(g:Target)
  RETURN g, null AS policy_id, t.id AS owner_id
}
// A figure once: what a report says of a plan's measure, as the plan's.
WITH g, policy_id, owner_id
ORDER BY coalesce(policy_id, '') DESC, owner_id
WITH g, collect(policy_id)[0] AS policy_id, collect(owner_id)[0] AS owner_id
MATCH (g)-[r:STATED_IN]->(doc:Document)
WHERE ($indicator IS NULL OR g.indicator = $indicator OR g.family = $indicator) AND ($year IS NULL OR g.year = $year)
  AND ($kind IS NULL OR g.kind = $kind)
  AND ($every OR (NOT EXISTS {
    MATCH (doc)-[s:STATES]->(:Policy {id: policy_id})
    WHERE s.role IN ['interprets', 'explains'] OR (s.role = 'reports' AND g.kind = 'planned')
  } AND NOT coalesce(doc.genre, '') IN ['interpretation', 'drafting-note', 'speech']))
OPTIONAL MATCH (p:Policy {id: policy_id})
CALL {
  WITH p
  OPTIONAL MATCH (p)-[:APPLIES_TO]->(place:Region)
  WITH place
  ORDER BY place.id
  RETURN collect(place.code)[0] AS region_code
}
OPTIONAL MATCH (owner:Task {id: owner_id})
RETURN p.title AS policy, p.number AS policy_number, coalesce(p.level, doc.level) AS level,
       coalesce(p.region, doc.region) AS region, region_code, toString(p.issued_on) AS issued_on, g.indicator AS indicator,
       coalesce(g.family, g.indicator) AS family, g.kind AS kind, g.comparator AS comparator, g.value AS value,
       g.value_high AS value_high, g.unit AS unit, coalesce(g.amount, g.value) AS amount,
       coalesce(g.measure, g.unit) AS measure, g.mode AS mode, g.base AS base, g.firm AS firm, g.year AS year,
       g.due AS due, owner.title AS task, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, g.id AS target_id, owner.id AS task_id, policy_id
ORDER BY policy, policy_id, source, document, start, target_id
