// title: 一个指标逐级怎样下达
// answers: 上级任务里的指标，到下级对应的任务里定了多少：达到、超额还是未达到上级的要求，占上级的几成，有没有把“以上”丢掉；对应的任务里没有这个指标，就是落空
// parameters:
//   indicator: {zh: 只看名称含这几个字的指标, example: 再生稻}
//   policy: {zh: 只看这项下级政策（名称、文号或编号）, example: 临澜区2026年}
// columns:
//   above_indicator: 上级指标
//   above_level: {zh: 上级层级, of: Policy.level}
//   above_region: 上级地区
//   above_comparator: {zh: 上级比较, of: Target.comparator}
//   above_value: 上级数值
//   above_unit: 上级单位
//   above_base: 上级对照
//   above_year: 上级年份
//   result: {zh: 结果, of: CORRESPONDS_TO.result}
//   finding: {zh: 说明, of: CORRESPONDS_TO.reason}
//   region: 地区
//   indicator: 指标
//   comparator: {zh: 比较, of: Target.comparator}
//   value: 数值
//   unit: 单位
//   base: 对照
//   year: 年份
//   share: 占上级
//   above: 上级政策
//   above_task: 上级任务
//   policy: 政策
//   task: 任务
//   source: 出处
//   evidence: 原文依据
//   above_source: 上级出处
//   above_evidence: 上级原文
//   score: {zh: 相近程度, hidden: true}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   above_document: {zh: 上级文档编号, hidden: true}
//   above_start: {zh: 上级起, hidden: true}
//   above_end: {zh: 上级止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   above_task_id: {zh: 上级任务编号, hidden: true}
//   target_id: {zh: 指标编号, hidden: true}
//   above_target_id: {zh: 上级指标编号, hidden: true}
// show: table
// tags: [指标, 任务, 层级, 溯源]
MATCH (p:Policy)
WHERE $policy IS NULL OR p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
// The figures above that its measures should hold, and those that any of its figures answers.
CALL {
  WITH p
  MATCH (p)<-[:PART_OF]-(t:Task)-[:DERIVES_FROM]->(u:Task)<-[:PART_OF*0..2]-(:Task)-[:HAS_TARGET]->(h:Target)
  WHERE h.kind = 'planned'
  RETURN h
  UNION
  WITH p
  MATCH (p)<-[:PART_OF*0..3]-(o)-[:HAS_TARGET]->(:Target)-[c:CORRESPONDS_TO]->(h:Target)
  WHERE c.basis = 'passed-down'
  RETURN h
}
MATCH (h)<-[:HAS_TARGET]-(x)-[:PART_OF*0..3]->(a:Policy)
MATCH (h)-[s:STATED_IN]->(above_doc:Document)
// With its document in one pattern: where nothing answers, the embedded engine would look for one among all documents.
OPTIONAL MATCH (p)<-[:PART_OF*0..3]-(o)-[:HAS_TARGET]->(g:Target)-[r:STATED_IN]->(doc:Document),
               (g)-[c:CORRESPONDS_TO]->(h)
WHERE c.basis = 'passed-down'
WITH DISTINCT p, h, a, x, s, above_doc, o, g, c, r, doc
WHERE $indicator IS NULL OR g.indicator CONTAINS $indicator OR h.indicator CONTAINS $indicator
// Where nothing answers, the measure that should: the words in which it agrees with the one above.
CALL {
  WITH p, x, g
  WITH p, x, g WHERE g IS NULL
  MATCH (p)<-[:PART_OF]-(t:Task)-[d:DERIVES_FROM]->(:Task)<-[:PART_OF*0..2]-(x)
  MATCH (t)-[:STATED_IN]->(held:Document)
  WHERE held.id = d.document
  WITH t, d, held ORDER BY d.score DESC, t.id
  RETURN collect(t)[0] AS t, collect(d)[0] AS d, collect(held)[0] AS held
}
RETURN h.indicator AS above_indicator, a.level AS above_level, a.region AS above_region,
       h.comparator AS above_comparator, h.value AS above_value, h.unit AS above_unit, h.base AS above_base, h.year AS above_year,
       CASE WHEN g IS NULL THEN 'left-out' ELSE c.result END AS result, c.reason AS finding, p.region AS region,
       g.indicator AS indicator, g.comparator AS comparator, g.value AS value, g.unit AS unit, g.base AS base, g.year AS year,
       c.share AS share, a.title AS above, x.title AS above_task, p.title AS policy,
       coalesce(o.title, t.title) AS task, coalesce(doc.name, held.name) AS source,
       coalesce(r.evidence, d.evidence) AS evidence, above_doc.name AS above_source, s.evidence AS above_evidence,
       c.score AS score, coalesce(r.document, d.document) AS document, coalesce(r.start, d.start) AS start,
       coalesce(r.end, d.end) AS `end`, s.document AS above_document, s.start AS above_start, s.end AS above_end,
       coalesce(o.id, t.id) AS task_id, x.id AS above_task_id, g.id AS target_id, h.id AS above_target_id
ORDER BY above_indicator, above_level, above, above_target_id, region, policy, year, target_id
