// title: 指标的数值
// answers: 各地各年各项政策的指标定了多少、做到多少
// parameters:
//   indicators: {zh: 只看这些指标, type: strings, example: 番茄大棚面积}
//   policy: {zh: 政策名称、文号或编号, example: 蔬菜产业发展}
//   region: {zh: 只看某地, example: 柳溪县}
//   year: {zh: 年份, type: integer, example: 2025}
//   kind: {zh: 性质, of: Target.kind, example: planned}
// columns:
//   indicator: 指标
//   kind: {zh: 性质, of: Target.kind}
//   comparator: {zh: 比较, of: Target.comparator}
//   value: 数值
//   value_high: 上限
//   unit: 单位
//   base: 对照
//   mode: {zh: 计法, of: Target.mode}
//   firm: 必须完成
//   year: 年份
//   due: 时限
//   region: 地区
//   level: {zh: 层级, of: Policy.level}
//   policy: 政策
//   owner: 所属任务
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   target_id: {zh: 指标编号, hidden: true}
// show: chart
// tags: [指标, 地区, 政策]
CALL {
  MATCH (g:Target)
  WHERE $policy IS NULL AND ($indicators IS NULL OR g.indicator IN $indicators)
    AND ($year IS NULL OR g.year = $year) AND ($kind IS NULL OR g.kind = $kind)
  RETURN g
  UNION ALL
  // Of a policy what is its own or stands in a document that states it; whose it is in the end is told below.
  MATCH (p:Policy)
  WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
  CALL {
    WITH p
    MATCH (p)<-[:PART_OF*0..5]-(owner)-[:HAS_TARGET]->(g:Target)
    RETURN g
    UNION
    WITH p
    MATCH (p)<-[:STATES]-(:Document)<-[:STATED_IN]-(g:Target)
    RETURN g
  }
  RETURN DISTINCT g
}
MATCH (g)-[r:STATED_IN]->(doc:Document)
WHERE ($indicators IS NULL OR g.indicator IN $indicators)
  AND ($year IS NULL OR g.year = $year) AND ($kind IS NULL OR g.kind = $kind)
// One target at a time: ordering all of them together takes the embedded engine seconds, and so does carrying whole
// nodes through a WITH.
CALL {
  WITH g, doc
  OPTIONAL MATCH (g)<-[:HAS_TARGET]-(owner)-[:PART_OF*0..5]->(p:Policy)
  OPTIONAL MATCH (doc)-[:STATES]->(stated:Policy)
  WITH owner, coalesce(p, stated) AS p, doc.region AS place
  ORDER BY p.title, p.id, owner.id
  WITH place, collect(owner.name)[0] AS owner, collect(p) AS policies
  WHERE ($policy IS NULL
         OR any(p IN policies WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy))
    AND ($region IS NULL OR any(p IN policies WHERE p.region = $region) OR (size(policies) = 0 AND place = $region))
  RETURN owner, policies[0] AS p
}
RETURN g.indicator AS indicator, g.kind AS kind, g.comparator AS comparator, g.value AS value,
       g.value_high AS value_high, g.unit AS unit, g.base AS base, g.mode AS mode, g.firm AS firm, g.year AS year, g.due AS due,
       coalesce(p.region, doc.region) AS region, coalesce(p.level, doc.level) AS level,
       p.title AS policy, owner, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, p.id AS policy_id, g.id AS target_id
ORDER BY indicator, unit, year, kind DESC, region, policy, source, document, start, target_id
