// title: 某政策的指标
// answers: 这项政策定了哪些量化指标，属于哪项任务
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
// columns:
//   policy: 政策
//   region: 地区
//   level: {zh: 层级, of: Policy.level}
//   owner: 所属任务
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
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   family: {zh: 比较用的名称, hidden: true}
//   amount: {zh: 换算后的数值, hidden: true}
//   measure: {zh: 换算后的单位, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   owner_id: {zh: 所属编号, hidden: true}
//   target_id: {zh: 指标编号, hidden: true}
// show: table
// tags: [政策, 指标]
MATCH (p:Policy)
WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
MATCH (p)<-[:PART_OF*0..5]-(owner)-[r:HAS_TARGET]->(g:Target)-[:STATED_IN]->(doc:Document)
RETURN DISTINCT p.title AS policy, p.region AS region, p.level AS level, owner.name AS owner, g.indicator AS indicator, g.comparator AS comparator,
       g.value AS value, g.value_high AS value_high, g.unit AS unit, g.base AS base, g.mode AS mode, g.firm AS firm,
       g.year AS year, g.due AS due, g.kind AS kind,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       coalesce(g.family, g.indicator) AS family, coalesce(g.amount, g.value) AS amount,
       coalesce(g.measure, g.unit) AS measure, p.id AS policy_id, owner.id AS owner_id, g.id AS target_id
ORDER BY policy, source, document, start, target_id, owner_id
