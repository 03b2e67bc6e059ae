// title: 时间节点一览（对比用）
// answers: 各项任务到哪一天做到哪一步；一步一行
// parameters:
//   policy: {zh: 政策名称、文号或编号, example: 临澜区2025年}
//   region: {zh: 地区或区划代码，连同其下辖的, example: 临澜区}
//   level: {zh: 层级, of: Policy.level, example: county}
//   since: {zh: 印发日期自, type: date, example: 2020-01-01}
//   until: {zh: 印发日期至, type: date, example: 2035-12-31}
//   every: {zh: 解读、说明、报告里的也算, type: boolean, default: false, example: true}
//   due_since: {zh: 到期日自, type: date, example: 2020-01-01}
//   due_until: {zh: 到期日至, type: date, example: 2035-12-31}
// columns:
//   policy: 政策
//   policy_number: {zh: 文号, of: Policy.number}
//   level: {zh: 层级, of: Policy.level}
//   region: {zh: 地区, of: Policy.region}
//   region_code: {zh: 区划代码, of: Region.code}
//   issued_on: {zh: 印发日期, of: Policy.issued_on}
//   number: {zh: 序号, of: Task.number}
//   task: {zh: 任务, of: Task.title}
//   due: {zh: 时限, of: Milestone.due}
//   due_on: {zh: 截止日期, of: Milestone.due_on}
//   step: {zh: 到时完成什么, of: Milestone.text}
//   basis: {zh: 认定方式, of: HAS_MILESTONE.basis}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   milestone_id: 节点编号
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
  MATCH (p)<-[:PART_OF*1..5]-(t:Task)
  RETURN t, p.id AS policy_id
  UNION
  // What belongs to no policy: a text without a title, a speech.
  MATCH (t:Task)-[:STATED_IN]->(doc:Document)
  WHERE $policy IS NULL AND $since IS NULL AND $until IS NULL AND ($level IS NULL OR doc.level = $level)
    AND ($region IS NULL OR doc.region = $region) AND NOT EXISTS { MATCH (t)-[:PART_OF*1..5]->(:Policy) }
  RETURN t, null AS policy_id
}
MATCH (t)-[h:HAS_MILESTONE]->(m:Milestone)-[r:STATED_IN]->(doc:Document)
WHERE ($due_since IS NULL OR m.due_on >= date($due_since)) AND ($due_until IS NULL OR m.due_on <= date($due_until))
  AND ($every OR (NOT EXISTS {
    MATCH (doc)-[s:STATES]->(:Policy {id: policy_id}) WHERE s.role IN ['interprets', 'explains', 'reports']
  } AND NOT coalesce(doc.genre, '') IN ['interpretation', 'drafting-note', 'speech', 'report']))
OPTIONAL MATCH (p:Policy {id: policy_id})
CALL {
  WITH p
  OPTIONAL MATCH (p)-[:APPLIES_TO]->(place:Region)
  WITH place
  ORDER BY place.id
  RETURN collect(place.code)[0] AS region_code
}
RETURN DISTINCT p.title AS policy, p.number AS policy_number, coalesce(p.level, doc.level) AS level,
       coalesce(p.region, doc.region) AS region, region_code, toString(p.issued_on) AS issued_on, t.number AS number, t.title AS task, m.due AS due,
       toString(m.due_on) AS due_on, m.text AS step, h.basis AS basis, doc.name AS source, r.evidence AS evidence,
       doc.id AS document, r.start AS start, r.end AS `end`, m.id AS milestone_id, t.id AS task_id, policy_id
ORDER BY policy, policy_id, due_on, source, document, start, milestone_id, task_id
