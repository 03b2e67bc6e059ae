// title: 进展一览（对比用）
// answers: 台账、通报和填报逐次说了每项任务办得怎样；一次一行
// parameters:
//   policy: {zh: 政策名称、文号或编号, example: 临澜区2026年}
//   region: {zh: 地区或区划代码，连同其下辖的, example: 临澜区}
//   level: {zh: 层级, of: Policy.level, example: county}
//   since: {zh: 印发日期自, type: date, example: 2020-01-01}
//   until: {zh: 印发日期至, type: date, example: 2035-12-31}
//   as_of_since: {zh: 截至日自, type: date, example: 2020-01-01}
//   as_of_until: {zh: 截至日至, type: date, example: 2035-12-31}
// columns:
//   policy: 政策
//   policy_number: {zh: 文号, of: Policy.number}
//   level: {zh: 层级, of: Policy.level}
//   region: {zh: 地区, of: Policy.region}
//   region_code: {zh: 区划代码, of: Region.code}
//   issued_on: {zh: 印发日期, of: Policy.issued_on}
//   number: {zh: 序号, of: Task.number}
//   task: {zh: 任务, of: Task.title}
//   as_of: {zh: 截至, of: Progress.as_of}
//   state: {zh: 状态, of: Progress.state}
//   share: {zh: 完成比例, of: Progress.share}
//   problem: {zh: 存在问题, of: Progress.problem}
//   ahead: {zh: 下一步, of: Progress.ahead}
//   text: {zh: 原文, of: Progress.text}
//   by: {zh: 填报人, of: Progress.by}
//   at: {zh: 填报时间, of: Progress.at}
//   basis: {zh: 认定方式, of: HAS_PROGRESS.basis}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   progress_id: 进展编号
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
MATCH (t)-[h:HAS_PROGRESS]->(g:Progress)
WHERE ($as_of_since IS NULL OR g.as_of >= date($as_of_since)) AND ($as_of_until IS NULL OR g.as_of <= date($as_of_until))
MATCH (t)-[:STATED_IN]->(doc:Document)
OPTIONAL MATCH (p:Policy {id: policy_id})
CALL {
  WITH p
  OPTIONAL MATCH (p)-[:APPLIES_TO]->(place:Region)
  WITH place
  ORDER BY place.id
  RETURN collect(place.code)[0] AS region_code
}
OPTIONAL MATCH (g)-[r:STATED_IN]->(ledger:Document)
RETURN DISTINCT p.title AS policy, p.number AS policy_number, coalesce(p.level, doc.level) AS level,
       coalesce(p.region, doc.region) AS region, region_code, toString(p.issued_on) AS issued_on, t.number AS number, t.title AS task,
       toString(g.as_of) AS as_of, g.state AS state, g.share AS share, g.problem AS problem, g.ahead AS ahead,
       g.text AS text, g.by AS by, g.at AS at, h.basis AS basis, ledger.name AS source, r.evidence AS evidence,
       ledger.id AS document, r.start AS start, r.end AS `end`, g.id AS progress_id, t.id AS task_id, policy_id
ORDER BY policy, policy_id, task, task_id, as_of, source, start, progress_id
