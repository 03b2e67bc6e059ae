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
  WHERE h.indicator = g.indicator AND h.kind = 'achieved' AND (q.id = p.id OR q.region = p.region)
    AND (h.year IS NULL OR g.year IS NULL OR h.year = g.year)
  WITH DISTINCT h, r, doc
  ORDER BY doc.id, h.start
  RETURN collect(h)[0] AS h, collect(r)[0] AS r, collect(doc)[0] AS doc
}
WITH p, owner, g, f, h, r, doc,
     g.value * CASE WHEN g.unit STARTS WITH '万亿' THEN 1000000000000.0 WHEN g.unit STARTS WITH '亿' THEN 100000000.0
          WHEN g.unit STARTS WITH '万' THEN 10000.0 ELSE 1.0 END AS due,
     h.value * CASE WHEN h.unit STARTS WITH '万亿' THEN 1000000000000.0 WHEN h.unit STARTS WITH '亿' THEN 100000000.0
          WHEN h.unit STARTS WITH '万' THEN 10000.0 ELSE 1.0 END AS done,
     CASE WHEN g.unit STARTS WITH '万亿' THEN substring(g.unit, 2)
          WHEN g.unit STARTS WITH '亿' OR g.unit STARTS WITH '万' THEN substring(g.unit, 1) ELSE g.unit END AS base,
     CASE WHEN h.unit STARTS WITH '万亿' THEN substring(h.unit, 2)
          WHEN h.unit STARTS WITH '亿' OR h.unit STARTS WITH '万' THEN substring(h.unit, 1) ELSE h.unit END AS done_base
RETURN p.title AS policy, owner.name AS task, g.indicator AS indicator, g.comparator AS comparator, g.value AS value,
       g.unit AS unit, g.year AS year, h.value AS achieved, h.unit AS achieved_unit,
       CASE WHEN h IS NULL THEN '没有报告' WHEN base <> done_base THEN '单位不同，没有比较'
            WHEN (g.comparator = '<=' AND done <= due) OR (g.comparator <> '<=' AND done >= due) THEN '达到'
            ELSE '没有达到' END AS result,
       f.name AS plan, doc.name AS source, r.evidence AS evidence, r.document AS document, r.start AS start,
       r.end AS `end`, g.id AS target_id, h.id AS achieved_id, p.id AS policy_id
ORDER BY policy, policy_id, plan, g.start, target_id
