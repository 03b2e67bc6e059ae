// title: 某指标在各政策中的数值
// answers: 同一指标在不同层级、不同年份各定了多少
// parameters:
//   indicator: {zh: 指标, required: true, example: 总产值}
// columns:
//   indicator: 指标
//   comparator: {zh: 比较, of: Target.comparator}
//   value: 数值
//   value_high: 上限
//   unit: 单位
//   base: 对照
//   mode: {zh: 计法, of: Target.mode}
//   firm: 必须完成
//   year: 年份
//   due: 时限
//   kind: {zh: 性质, of: Target.kind}
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
// tags: [指标, 层级]
MATCH (g:Target)-[r:STATED_IN]->(doc:Document)
WHERE g.indicator CONTAINS $indicator
// One target at a time: ordering all of them together takes the embedded engine seconds.
CALL {
  WITH g, doc
  OPTIONAL MATCH (g)<-[:HAS_TARGET]-(owner)-[:PART_OF*0..5]->(p:Policy)
  OPTIONAL MATCH (doc)-[:STATES]->(stated:Policy)
  WITH owner, coalesce(p, stated) AS p
  ORDER BY p.title, p.id, owner.id
  RETURN collect(owner)[0] AS owner, collect(p)[0] AS p
}
RETURN g.indicator AS indicator, g.comparator AS comparator, g.value AS value, g.value_high AS value_high,
       g.unit AS unit, g.base AS base, g.mode AS mode, g.firm AS firm, g.year AS year, g.due AS due, g.kind AS kind,
       coalesce(p.region, doc.region) AS region, coalesce(p.level, doc.level) AS level,
       p.title AS policy, owner.name AS owner, doc.name AS source, r.evidence AS evidence, doc.id AS document,
       r.start AS start, r.end AS `end`, p.id AS policy_id, g.id AS target_id
ORDER BY indicator, year, policy, source, document, start, target_id
