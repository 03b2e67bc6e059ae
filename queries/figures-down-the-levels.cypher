// title: 一个指标逐级怎样下达
// answers: 上级任务里的指标，到下级对应的任务里定了多少：占上级的几成，低没低于上级，有没有把“以上”丢掉
// parameters:
//   indicator: {zh: 只看名称含这几个字的指标, example: 再生稻}
//   policy: {zh: 只看这项下级政策（名称、文号或编号）, example: 临澜区2026年}
// columns:
//   indicator: 指标
//   above_indicator: 上级指标
//   above_level: {zh: 上级层级, of: Policy.level}
//   above_region: 上级地区
//   above_comparator: {zh: 上级比较, of: Target.comparator}
//   above_value: 上级数值
//   above_unit: 上级单位
//   above_year: 上级年份
//   region: 地区
//   comparator: {zh: 比较, of: Target.comparator}
//   value: 数值
//   unit: 单位
//   year: 年份
//   share: 占上级
//   finding: 发现
//   above: 上级政策
//   above_task: 上级任务
//   policy: 政策
//   task: 任务
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   above_task_id: {zh: 上级任务编号, hidden: true}
//   target_id: {zh: 指标编号, hidden: true}
//   above_target_id: {zh: 上级指标编号, hidden: true}
// show: table
// tags: [指标, 任务, 层级, 溯源]
MATCH (t:Task)-[:DERIVES_FROM]->(u:Task)
MATCH (t)<-[:PART_OF*0..2]-(:Task)-[:HAS_TARGET]->(g:Target)-[r:STATED_IN]->(doc:Document)
MATCH (u)<-[:PART_OF*0..2]-(:Task)-[:HAS_TARGET]->(h:Target)
// Names and units as reading made them comparable; what an older version has read is compared as it is written.
WHERE coalesce(g.family, g.indicator) = coalesce(h.family, h.indicator) AND g.kind = 'planned' AND h.kind = 'planned'
  AND ($indicator IS NULL OR g.indicator CONTAINS $indicator OR h.indicator CONTAINS $indicator)
MATCH (t)-[:PART_OF]->(p:Policy)
WHERE $policy IS NULL OR p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
MATCH (u)-[:PART_OF]->(a:Policy)
WITH DISTINCT t, u, g, h, r, doc, p, a, coalesce(g.amount, g.value) AS own, coalesce(h.amount, h.value) AS whole,
     coalesce(g.measure, g.unit, '') AS measure,
     coalesce(g.measure, g.unit, '') = coalesce(h.measure, h.unit, '') AS alike,
     g.year IS NULL OR h.year IS NULL OR g.year = h.year AS same_year
WITH t, u, g, h, r, doc, p, a,
     CASE WHEN alike AND whole > 0 AND measure <> '%' THEN round(own / whole * 10000) / 10000 END AS share,
     CASE WHEN NOT alike THEN '单位不同，没有比较'
          WHEN NOT same_year THEN '年份不同'
          WHEN measure = '%' AND h.comparator IN ['>=', '='] AND own < whole THEN '低于上级'
          WHEN measure = '%' AND h.comparator = '<=' AND own > whole THEN '高于上级的上限'
          WHEN h.comparator IN ['>=', '<='] AND g.comparator <> h.comparator THEN '没有保留上级的“以上”“以内”'
          END AS finding
RETURN g.indicator AS indicator, h.indicator AS above_indicator, a.level AS above_level, a.region AS above_region, h.comparator AS above_comparator,
       h.value AS above_value, h.unit AS above_unit, h.year AS above_year, p.region AS region,
       g.comparator AS comparator, g.value AS value, g.unit AS unit, g.year AS year, share, finding,
       a.title AS above, u.title AS above_task, p.title AS policy, t.title AS task, doc.name AS source,
       r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`, t.id AS task_id,
       u.id AS above_task_id, g.id AS target_id, h.id AS above_target_id
ORDER BY indicator, above_level, above, above_target_id, region, policy, year, target_id
