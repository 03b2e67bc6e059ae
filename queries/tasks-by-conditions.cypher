// title: 按条件查任务
// answers: 某地、某年、某部门、说到某事、某段时间到期的任务有哪些，由谁牵头、谁配合；条件可以随意合用，不写的不限
// parameters:
//   departments: {zh: 部门, type: strings, example: 柳溪县农业农村局}
//   role: {zh: 这个部门的职责, values: [lead, support], example: lead}
//   partners: {zh: 另有部门, type: strings, example: 柳溪县水利局}
//   partner_role: {zh: 另一部门的职责, values: [lead, support], example: support}
//   function: {zh: 职能, example: 农业农村}
//   places: {zh: 哪里的方案, type: strings, example: 柳溪县}
//   level: {zh: 层级, values: [central, province, city, county, town], example: county}
//   year: {zh: 哪一年的方案, type: integer, example: 2024}
//   policies: {zh: 政策名称、文号或编号, type: strings, example: 柳政办发〔2024〕8号}
//   words: {zh: 说到的词（都要有）, type: strings, example: 大棚}
//   nearest: {zh: 同一政策里标题说到的优先, type: boolean, default: true, example: true}
//   location: {zh: 落在哪个村镇, example: 松树村}
//   since: {zh: 起始日期, type: date, example: 2025-01-01}
//   until: {zh: 截止日期, type: date, example: 2025-12-31}
//   leads: {zh: 几个牵头单位, values: [none, one, several], example: one}
//   ids: {zh: 只看这些任务编号, type: strings, example: 0ae371d71d740a28}
// columns:
//   place: 地区
//   task: 任务
//   leads: 牵头
//   supports: 配合
//   due: 时限
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   number: 序号
//   section: 所在章节
//   policy: 政策
//   source: 出处
//   evidence: {zh: 原文依据, hidden: true}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   due_on: {zh: 到期日, hidden: true}
//   level: {zh: 层级, of: Policy.level, hidden: true}
//   status: {zh: 政策状态, of: Policy.status, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [任务, 部门, 时限, 检索]
CALL {
  // A task that is cut into parts is its parts; what an interpretation, a report or a speech says again is no task beside
  // the policy's own. A policy is for the years that its title names, those between them, or else that of its date.
  MATCH (d:Department)-[r:LEADS|SUPPORTS]->(t:Task)
  WHERE $departments IS NOT NULL AND d.full_name IN $departments
    AND ($role IS NULL OR type(r) = CASE $role WHEN 'lead' THEN 'LEADS' ELSE 'SUPPORTS' END)
  RETURN t
  UNION
  MATCH (t:Task)
  WHERE $departments IS NULL AND ($ids IS NULL OR t.id IN $ids)
  RETURN t
}
WITH t
WHERE ($ids IS NULL OR t.id IN $ids) AND NOT EXISTS { MATCH (:Task)-[:PART_OF]->(t) }
MATCH (t)-[r:STATED_IN]->(doc:Document)
WHERE NOT coalesce(doc.genre, '') IN ['interpretation', 'report', 'speech', 'bulletin']
OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
OPTIONAL MATCH (t)-[:PART_OF]->(p:Policy)
OPTIONAL MATCH (larger)-[:PART_OF]->(q:Policy)
WITH t, r, doc, larger, coalesce(p, q) AS p
WITH t, r, doc, coalesce(larger.title, '') AS above, p, coalesce(p.title, doc.name) AS title,
     toString(p.issued_on) AS issued, coalesce(p.region, doc.region) AS place, coalesce(p.region_id, doc.region_id) AS place_id,
     coalesce(p.level, doc.level) AS level
WHERE ($level IS NULL OR level = $level)
  AND ($places IS NULL OR place IN $places OR place_id IN $places)
  AND ($policies IS NULL OR title IN $policies OR p.number IN $policies OR p.id IN $policies)
  AND ($year IS NULL OR title CONTAINS toString($year)
       OR (any(y IN range($year - 9, $year - 1) WHERE title CONTAINS toString(y))
           AND any(y IN range($year + 1, $year + 9) WHERE title CONTAINS toString(y)))
       OR (none(y IN range($year - 40, $year + 20) WHERE title CONTAINS toString(y)) AND issued STARTS WITH toString($year)))
  AND ($partners IS NULL OR EXISTS {
    MATCH (d:Department)-[x:LEADS|SUPPORTS]->(t)
    WHERE d.full_name IN $partners AND ($partner_role IS NULL OR type(x) = CASE $partner_role WHEN 'lead' THEN 'LEADS' ELSE 'SUPPORTS' END)
  })
  AND ($function IS NULL OR EXISTS {
    MATCH (d:Department)-[x:LEADS|SUPPORTS]->(t)
    WHERE d.function CONTAINS $function AND ($role IS NULL OR type(x) = CASE $role WHEN 'lead' THEN 'LEADS' ELSE 'SUPPORTS' END)
  })
  AND ($location IS NULL OR EXISTS {
    MATCH (t)-[:LOCATED_IN]->(v)
    WHERE v.name = $location OR EXISTS { MATCH (v)-[:WITHIN]->(w:Region) WHERE w.name = $location }
  } OR EXISTS { MATCH (d:Department)-[:LEADS|SUPPORTS]->(t) WHERE d.name = $location })
  AND ($leads IS NULL
       OR ($leads = 'none' AND NOT EXISTS { MATCH (:Department)-[:LEADS]->(t) })
       OR ($leads = 'one' AND COUNT { MATCH (:Department)-[:LEADS]->(t) } = 1)
       OR ($leads = 'several' AND COUNT { MATCH (:Department)-[:LEADS]->(t) } > 1))
WITH t, r, doc, p, title, place, level,
     CASE WHEN $words IS NULL THEN 0
          WHEN all(w IN $words WHERE t.title CONTAINS w OR above CONTAINS w) THEN 1
          WHEN all(w IN $words WHERE t.title CONTAINS w OR t.text CONTAINS w OR above CONTAINS w) THEN 2
          WHEN all(w IN $words WHERE any(heading IN t.section WHERE heading CONTAINS w AND size(heading) <= 20)) THEN 3
          ELSE 9 END AS how
WHERE how < 9
CALL {
  WITH t
  OPTIONAL MATCH (t)-[h:HAS_PROGRESS]->(g:Progress)
  WHERE h.added_due_on IS NOT NULL
  WITH h.added_due_on AS day, h.added_due AS words, g.as_of AS as_of
  ORDER BY toString(as_of) DESC
  RETURN collect(day)[0] AS ledger_day, collect(words)[0] AS ledger_due
}
WITH t, r, doc, p, title, place, level, how, coalesce(t.due_on, ledger_day) AS due_on,
     CASE WHEN t.due_on IS NULL AND ledger_day IS NOT NULL THEN ledger_due ELSE t.due END AS due,
     CASE WHEN t.due_on IS NULL AND ledger_day IS NOT NULL THEN 'ledger' WHEN t.due_basis <> 'stated' THEN t.due_basis END AS due_basis
WHERE ($since IS NULL OR due_on >= date($since)) AND ($until IS NULL OR due_on <= date($until))
WITH title, collect({t: t, r: r, doc: doc, p: p, place: place, level: level, how: how, due_on: due_on, due: due, basis: due_basis}) AS found,
     min(how) AS best
UNWIND found AS x
WITH title, x, best
WHERE x.how = best OR NOT $nearest
WITH title, x.t AS t, x.r AS r, x.doc AS doc, x.p AS p, x.place AS place, x.level AS level, x.due_on AS due_on, x.due AS due,
     x.basis AS due_basis
CALL {
  WITH t
  OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
  WITH d.full_name AS name, l.position AS place, d.id AS id
  ORDER BY place, id
  RETURN collect(name) AS leads
}
CALL {
  WITH t
  OPTIONAL MATCH (d:Department)-[l:SUPPORTS]->(t)
  WITH d.full_name AS name, l.position AS place, d.id AS id
  ORDER BY place, id
  RETURN collect(name) AS supports
}
RETURN place, t.title AS task, leads, supports, coalesce(due, toString(due_on)) AS due, due_basis, t.number AS number,
       t.section AS section, title AS policy, doc.name AS source, r.evidence AS evidence, doc.id AS document, r.start AS start,
       r.end AS `end`, toString(due_on) AS due_on, level, p.status AS status, t.id AS task_id, p.id AS policy_id, t.position AS position
ORDER BY place, policy, document, position, task_id
