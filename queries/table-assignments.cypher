// title: 职责一览（对比用）
// answers: 哪个部门牵头或配合哪项任务，依据哪句话；一个部门的一项职责一行
// parameters:
//   policy: {zh: 政策名称、文号或编号, example: 临澜区2026年}
//   region: {zh: 地区或区划代码，连同其下辖的, example: 临澜区}
//   level: {zh: 层级, of: Policy.level, example: county}
//   since: {zh: 印发日期自, type: date, example: 2020-01-01}
//   until: {zh: 印发日期至, type: date, example: 2035-12-31}
//   function: {zh: 有这个职能的部门承担的, example: 农业农村}
//   every: {zh: 解读、说明、报告里的也算, type: boolean, default: false, example: true}
//   role: {zh: 职责, of: types, values: [LEADS, SUPPORTS], example: LEADS}
//   confidence: {zh: 可信度不低于, type: float, example: 0.5}
// columns:
//   policy: 政策
//   policy_number: {zh: 文号, of: Policy.number}
//   level: {zh: 层级, of: Policy.level}
//   region: {zh: 地区, of: Policy.region}
//   region_code: {zh: 区划代码, of: Region.code}
//   issued_on: {zh: 印发日期, of: Policy.issued_on}
//   role: {zh: 职责, of: types}
//   department: {zh: 部门, of: Department.full_name}
//   function: {zh: 职能, of: Department.function}
//   department_level: {zh: 部门层级, of: Department.level}
//   collective: 一类单位
//   rank: {zh: 次序, of: LEADS.position}
//   basis: {zh: 认定方式, of: LEADS.basis}
//   confidence: {zh: 可信度, of: LEADS.confidence}
//   number: {zh: 序号, of: Task.number}
//   task: {zh: 任务, of: Task.title}
//   due_on: {zh: 截止日期, of: Task.due_on}
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   position: {zh: 任务的次序, hidden: true}
//   department_id: 部门编号
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
MATCH (t)-[:STATED_IN]->(doc:Document)
MATCH (d:Department)-[r:LEADS|SUPPORTS]->(t)
WHERE ($function IS NULL OR d.function = $function) AND ($role IS NULL OR type(r) = $role)
  AND ($confidence IS NULL OR r.confidence >= $confidence)
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
       coalesce(p.region, doc.region) AS region, region_code, toString(p.issued_on) AS issued_on, type(r) AS role, d.full_name AS department,
       d.function AS function, d.level AS department_level, d.kind = 'collective' AS collective, r.position AS rank,
       r.basis AS basis, r.confidence AS confidence, t.number AS number, t.title AS task, toString(t.due_on) AS due_on,
       doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       t.position AS position, d.id AS department_id, t.id AS task_id, policy_id
ORDER BY policy, policy_id, source, document, position, task_id, role, rank, department_id, start
