// title: 目标完成得怎样
// answers: 这项政策定的指标，同一地方的文档里报告完成了多少：达到、没有达到，还是没有报告
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
// columns:
//   policy: 政策
//   task: 任务
//   indicator: 指标
//   comparator: {zh: 比较, of: Target.comparator}
//   value: 目标
//   unit: 单位
//   year: 年份
//   achieved_indicator: 完成的指标
//   achieved: 完成
//   achieved_unit: 完成的单位
//   result: 结果
//   plan: 目标出处
//   source: 完成情况出处
//   evidence: 完成情况原文
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   target_id: {zh: 指标编号, hidden: true}
//   achieved_id: {zh: 完成的指标编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
// show: table
// tags: [指标, 政策]
MATCH (p:Policy)<-[:PART_OF*0..3]-(owner)-[:HAS_TARGET]->(g:Target)-[:STATED_IN]->(f:Document)
WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
WITH DISTINCT p, owner, g, f
WHERE g.kind = 'planned'
CALL {
  WITH p, g
  OPTIONAL MATCH (h:Target)-[r:STATED_IN]->(doc:Document)-[:STATES]->(q:Policy)
  // Names and units as reading made them comparable; what an older version has read is compared as it is written.
  WHERE coalesce(h.family, h.indicator) = coalesce(g.family, g.indicator) AND h.kind = 'achieved'
    AND (q.id = p.id OR q.region_id = p.region_id) AND (h.year IS NULL OR g.year IS NULL OR h.year = g.year)
  WITH DISTINCT g, h, r, doc
  ORDER BY CASE WHEN h.measure = g.measure THEN 0 ELSE 1 END, CASE WHEN h.indicator = g.indicator THEN 0 ELSE 1 END,
           doc.id, h.start
  RETURN collect(h)[0] AS h, collect(r)[0] AS r, collect(doc)[0] AS doc
}
WITH p, owner, g, f, h, r, doc, coalesce(g.amount, g.value) AS due, coalesce(h.amount, h.value) AS done,
     coalesce(g.measure, g.unit, '') = coalesce(h.measure, h.unit, '') AS alike
RETURN p.title AS policy, owner.name AS task, g.indicator AS indicator, g.comparator AS comparator, g.value AS value,
       g.unit AS unit, g.year AS year, h.indicator AS achieved_indicator, h.value AS achieved,
       h.unit AS achieved_unit,
       CASE WHEN h IS NULL THEN '没有报告' WHEN NOT alike THEN '单位不同，没有比较'
            WHEN (g.comparator = '<=' AND done <= due) OR (g.comparator <> '<=' AND done >= due) THEN '达到'
            ELSE '没有达到' END AS result,
       f.name AS plan, doc.name AS source, r.evidence AS evidence, r.document AS document, r.start AS start,
       r.end AS `end`, g.id AS target_id, h.id AS achieved_id, p.id AS policy_id
ORDER BY policy, policy_id, plan, g.start, target_id
