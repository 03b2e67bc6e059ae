// title: 目标完成得怎样
// answers: 这项政策定的指标，同一地方的文档里报告完成了多少：达到、超额、未达到，还是没有报告
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
// columns:
//   policy: 政策
//   task: 任务
//   indicator: 指标
//   comparator: {zh: 比较, of: Target.comparator}
//   value: 目标
//   unit: 单位
//   base: 对照
//   year: 年份
//   achieved_indicator: 完成的指标
//   achieved: 完成
//   achieved_unit: 完成的单位
//   result: {zh: 结果, of: CORRESPONDS_TO.result}
//   finding: {zh: 说明, of: CORRESPONDS_TO.reason}
//   plan: 目标出处
//   source: 完成情况出处
//   evidence: 完成情况原文
//   plan_evidence: 目标原文
//   score: {zh: 相近程度, hidden: true}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   above_document: {zh: 目标文档编号, hidden: true}
//   above_start: {zh: 目标起, hidden: true}
//   above_end: {zh: 目标止, hidden: true}
//   target_id: {zh: 指标编号, hidden: true}
//   achieved_id: {zh: 完成的指标编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [指标, 政策]
MATCH (p:Policy)
WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
MATCH (p)<-[:PART_OF*0..3]-(owner)-[:HAS_TARGET]->(g:Target)-[s:STATED_IN]->(f:Document)
OPTIONAL MATCH (f)-[stated:STATES]->(p)
WITH DISTINCT p, owner, g, s, f, stated.role AS role
// What a report says was to be reached, the plan has said.
WHERE g.kind = 'planned' AND coalesce(role, '') <> 'reports'
// Of several reports the one that speaks of it most plainly, the latest of them.
CALL {
  WITH g
  OPTIONAL MATCH (g)<-[c:CORRESPONDS_TO]-(h:Target)-[r:STATED_IN]->(doc:Document)
  WHERE c.basis = 'reported'
  WITH DISTINCT c, h, r, doc
  ORDER BY round(c.score * 10) DESC, CASE WHEN doc.published_on IS NULL THEN 1 ELSE 0 END, doc.published_on DESC,
           c.score DESC, doc.id, h.start
  RETURN collect(c)[0] AS c, collect(h)[0] AS h, collect(r)[0] AS r, collect(doc)[0] AS doc
}
RETURN p.title AS policy, owner.name AS task, g.indicator AS indicator, g.comparator AS comparator, g.value AS value,
       g.unit AS unit, g.base AS base, g.year AS year, h.indicator AS achieved_indicator, h.value AS achieved,
       h.unit AS achieved_unit, CASE WHEN h IS NULL THEN 'unreported' ELSE c.result END AS result,
       c.reason AS finding, f.name AS plan, doc.name AS source, r.evidence AS evidence, s.evidence AS plan_evidence,
       c.score AS score, r.document AS document, r.start AS start, r.end AS `end`, s.document AS above_document,
       s.start AS above_start, s.end AS above_end, g.id AS target_id, h.id AS achieved_id, p.id AS policy_id
ORDER BY policy, policy_id, plan, g.start, target_id
