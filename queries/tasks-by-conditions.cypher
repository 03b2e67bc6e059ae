// title: 按条件查任务
// answers: 某地、某年、某部门、说到某事、某段时间到期的任务有哪些，由谁牵头、谁配合；条件可以随意合用，不写的不限
// parameters:
//   departments: {zh: 部门, type: strings, example: 柳溪县农业农村局}
//   role: {zh: 这个部门的职责, values: [牵头, 配合], example: 牵头}
//   partners: {zh: 另有部门, type: strings, example: 柳溪县水利局}
//   partner_role: {zh: 另一部门的职责, values: [牵头, 配合], example: 配合}
//   function: {zh: 职能, example: 农业农村}
//   places: {zh: 哪里的方案, type: strings, example: 柳溪县}
//   level: {zh: 层级, of: Policy.level, example: county}
//   year: {zh: 哪一年的方案, type: integer, example: 2024}
//   policies: {zh: 政策名称、文号或编号, type: strings, example: 柳政办发〔2024〕8号}
//   words: {zh: 说到的词（都要有）, type: strings, example: 大棚}
//   nearest: {zh: 同一政策里标题说到的优先, type: boolean, default: true, example: true}
//   location: {zh: 落在哪个村镇, example: 松树村}
//   since: {zh: 起始日期, type: date, example: 2025-01-01}
//   until: {zh: 截止日期, type: date, example: 2025-12-31}
//   leads: {zh: 几个牵头单位, values: [没有, 一个, 多个], example: 一个}
//   others: {zh: 没有份的部门, type: strings, example: 柳溪县财政局}
//   other_role: {zh: 它们没有的职责, values: [牵头, 配合], example: 牵头}
//   elsewhere: {zh: 除了哪里的方案, type: strings, example: 云岭市}
//   lacks: {zh: 没有写明的, values: [不限, 配合, 时限, 配合和时限], example: 不限}
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
    AND ($role IS NULL OR type(r) = CASE $role WHEN '牵头' THEN 'LEADS' ELSE 'SUPPORTS' END)
  RETURN t
  UNION
  MATCH (t:Task)
  WHERE $departments IS NULL AND ($ids IS NULL OR t.id IN $ids)
  RETURN t
}
WITH t
WHERE ($ids IS NULL OR t.id IN $ids) AND NOT EXISTS { MATCH (t)<-[:PART_OF]-(:Task) }
MATCH (t)-[r:STATED_IN]->(doc:Document)
WHERE NOT coalesce(doc.genre, '') IN ['interpretation', 'report', 'speech', 'bulletin']
OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
// Never whole documents through a WITH: their texts would be copied for each task. Nor a match from what may be nothing.
WITH t, r.evidence AS evidence, r.start AS start, r.end AS `end`, doc.id AS document, doc.name AS source, doc.region AS of_place,
     doc.region_id AS of_place_id, doc.level AS of_level, coalesce(larger.title, '') AS above, coalesce(larger, t) AS whole
OPTIONAL MATCH (whole)-[:PART_OF]->(p:Policy)
WITH t, evidence, start, `end`, document, source, above, p.id AS policy_id, p.number AS policy_number, p.status AS status,
     coalesce(p.title, source) AS title, toString(p.issued_on) AS issued, coalesce(p.region, of_place) AS place,
     coalesce(p.region_id, of_place_id) AS place_id, coalesce(p.level, of_level) AS level
WHERE ($level IS NULL OR level = $level)
  AND ($places IS NULL OR place IN $places OR place_id IN $places)
  AND ($policies IS NULL OR title IN $policies OR policy_number IN $policies OR policy_id IN $policies)
  AND ($year IS NULL OR title CONTAINS toString($year)
       OR (any(y IN range($year - 9, $year - 1) WHERE title CONTAINS toString(y))
           AND any(y IN range($year + 1, $year + 9) WHERE title CONTAINS toString(y)))
       OR (none(y IN range($year - 40, $year + 20) WHERE title CONTAINS toString(y)) AND issued STARTS WITH toString($year)))
  AND ($partners IS NULL OR EXISTS {
    MATCH (t)<-[x:LEADS|SUPPORTS]-(d:Department)
    WHERE d.full_name IN $partners AND ($partner_role IS NULL OR type(x) = CASE $partner_role WHEN '牵头' THEN 'LEADS' ELSE 'SUPPORTS' END)
  })
  AND ($elsewhere IS NULL OR NOT coalesce(place, '') IN $elsewhere)
  AND ($others IS NULL OR NOT EXISTS {
    MATCH (t)<-[x:LEADS|SUPPORTS]-(d:Department)
    WHERE d.full_name IN $others AND ($other_role IS NULL OR type(x) = CASE $other_role WHEN '牵头' THEN 'LEADS' ELSE 'SUPPORTS' END)
  })
  AND ($lacks IS NULL OR NOT $lacks CONTAINS '配合' OR NOT EXISTS { MATCH (t)<-[:SUPPORTS]-(:Department) })
  AND ($function IS NULL OR EXISTS {
    MATCH (t)<-[x:LEADS|SUPPORTS]-(d:Department)
    WHERE d.function CONTAINS $function AND ($role IS NULL OR type(x) = CASE $role WHEN '牵头' THEN 'LEADS' ELSE 'SUPPORTS' END)
  })
  AND ($location IS NULL OR EXISTS {
    MATCH (t)-[:LOCATED_IN]->(v)
    WHERE v.name = $location OR EXISTS { MATCH (v)-[:WITHIN]->(w:Region) WHERE w.name = $location }
  } OR EXISTS { MATCH (t)<-[:LEADS|SUPPORTS]-(d:Department) WHERE d.name = $location })
  AND ($leads IS NULL
       OR ($leads = '没有' AND NOT EXISTS { MATCH (t)<-[:LEADS]-(:Department) })
       OR ($leads = '一个' AND COUNT { MATCH (t)<-[:LEADS]-(:Department) } = 1)
       OR ($leads = '多个' AND COUNT { MATCH (t)<-[:LEADS]-(:Department) } > 1))
WITH t.id AS task_id, t.title AS task, t.number AS number, t.section AS section, t.position AS position, t.due AS own_due,
     t.due_on AS own_day, t.due_basis AS own_basis, evidence, start, `end`, document, source, policy_id, title, status, place, level,
     CASE WHEN $words IS NULL THEN 0
          WHEN all(w IN $words WHERE t.title CONTAINS w OR above CONTAINS w) THEN 1
          WHEN all(w IN $words WHERE t.title CONTAINS w OR t.text CONTAINS w OR above CONTAINS w) THEN 2
          WHEN all(w IN $words WHERE any(heading IN t.section WHERE heading CONTAINS w AND size(heading) <= 20)) THEN 3
          ELSE 9 END AS how
WHERE how < 9
CALL {
  WITH task_id
  OPTIONAL MATCH (t:Task {id: task_id})-[h:HAS_PROGRESS]->(g:Progress)
  WHERE h.added_due_on IS NOT NULL
  WITH h.added_due_on AS day, h.added_due AS words, g.as_of AS as_of
  ORDER BY toString(as_of) DESC
  RETURN collect(day)[0] AS ledger_day, collect(words)[0] AS ledger_due
}
WITH task_id, task, number, section, position, evidence, start, `end`, document, source, policy_id, title, status, place, level, how,
     coalesce(own_day, ledger_day) AS due_on,
     CASE WHEN own_day IS NULL AND ledger_day IS NOT NULL THEN ledger_due ELSE own_due END AS due,
     CASE WHEN own_day IS NULL AND ledger_day IS NOT NULL THEN 'ledger' WHEN own_basis <> 'stated' THEN own_basis END AS due_basis
WHERE ($lacks IS NULL OR NOT $lacks CONTAINS '时限' OR (due IS NULL AND due_on IS NULL))
  AND ($since IS NULL OR due_on >= date($since)) AND ($until IS NULL OR due_on <= date($until))
WITH title, how, {task_id: task_id, task: task, number: number, section: section, position: position, evidence: evidence,
     start: start, till: `end`, document: document, source: source, policy_id: policy_id, status: status, place: place,
     level: level, how: how, due_on: due_on, due: due, basis: due_basis} AS one
WITH title, min(how) AS best, collect(one) AS found
UNWIND found AS x
WITH title, x, best
WHERE x.how = best OR NOT $nearest
WITH title, x.task_id AS task_id, x
CALL {
  WITH task_id
  OPTIONAL MATCH (t:Task {id: task_id})<-[l:LEADS]-(d:Department)
  WITH d.full_name AS name, l.position AS place, d.id AS id
  ORDER BY place, id
  RETURN collect(name) AS leads
}
CALL {
  WITH task_id
  OPTIONAL MATCH (t:Task {id: task_id})<-[l:SUPPORTS]-(d:Department)
  WITH d.full_name AS name, l.position AS place, d.id AS id
  ORDER BY place, id
  RETURN collect(name) AS supports
}
RETURN x.place AS place, x.task AS task, leads, supports, coalesce(x.due, toString(x.due_on)) AS due, x.basis AS due_basis,
       x.number AS number, x.section AS section, title AS policy, x.source AS source, x.evidence AS evidence, x.document AS document,
       x.start AS start, x.till AS `end`, toString(x.due_on) AS due_on, x.level AS level, x.status AS status, task_id,
       x.policy_id AS policy_id, x.position AS position
ORDER BY place, policy, document, position, task_id
