// title: 到期的任务
// answers: 某段时间内哪些任务或任务的哪一步到期，由谁牵头；一项任务只算一行，取这段时间内最后的一天，要每一步各一行的写 every
// parameters:
//   since: {zh: 起始日期, type: date, example: 2025-01-01}
//   until: {zh: 截止日期, type: date, example: 2025-12-31}
//   every: {zh: 每个时间节点各一行, type: boolean, default: false, example: false}
//   open: {zh: 不列最近报告已办结或中止的, type: boolean, default: false, example: true}
// columns:
//   due_on: 到期日
//   due: 时限原文
//   due_basis: {zh: 时限依据, of: Task.due_basis}
//   task: 任务
//   step: 到时完成什么
//   departments: 牵头部门
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   step_id: {zh: 节点编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [任务, 时限]
CALL {
  MATCH (t:Task)-[r:STATED_IN]->(doc:Document)
  WHERE t.due_on IS NOT NULL AND NOT EXISTS { MATCH (t)-[:HAS_MILESTONE]->(m:Milestone) WHERE m.due_on = t.due_on }
  RETURN t, t.due_on AS day, coalesce(t.due, '') AS due, '' AS step, '' AS step_id, doc.id AS document,
         doc.name AS source, r.evidence AS evidence, r.start AS start, r.end AS `end`
  UNION ALL
  MATCH (t:Task)-[:HAS_MILESTONE]->(m:Milestone)-[r:STATED_IN]->(doc:Document)
  RETURN t, m.due_on AS day, m.due AS due, m.text AS step, m.id AS step_id, doc.id AS document,
         doc.name AS source, r.evidence AS evidence, r.start AS start, r.end AS `end`
}
WITH t, day, due, step, step_id, document, source, evidence, start, `end`
WHERE ($since IS NULL OR day >= date($since)) AND ($until IS NULL OR day <= date($until))
  AND NOT ($open AND EXISTS {
    MATCH (t)-[:HAS_PROGRESS]->(g:Progress)
    WHERE (coalesce(g.state, '') IN ['done', 'stopped'] OR coalesce(g.share, 0.0) = 1.0) AND NOT EXISTS {
      MATCH (t)-[:HAS_PROGRESS]->(o:Progress)
      WHERE coalesce(toString(o.as_of), '') > coalesce(toString(g.as_of), '')
         OR (coalesce(toString(o.as_of), '') = coalesce(toString(g.as_of), '')
             AND (coalesce(o.at, '') > coalesce(g.at, '')
                  OR (g.at IS NULL AND coalesce(g.state, '') <> 'stopped' AND coalesce(o.state, '') <> 'done'
                      AND coalesce(o.share, 0.0) <> 1.0)))
    }
  })
WITH t, CASE WHEN $every THEN step_id ELSE '' END AS apart, day, due, step, step_id, document, source, evidence, start, `end`
ORDER BY day DESC, start
WITH t, apart, collect(day)[0] AS day, collect(due)[0] AS due, collect(step)[0] AS step, collect(step_id)[0] AS step_id,
     collect(document)[0] AS document, collect(source)[0] AS source, collect(evidence)[0] AS evidence,
     collect(start)[0] AS start, collect(`end`)[0] AS `end`
OPTIONAL MATCH (d:Department)-[l:LEADS]->(t)
WITH t, d, l, day, due, step, step_id, document, source, evidence, start, `end`
ORDER BY l.position, d.id
RETURN toString(day) AS due_on, due,
       CASE WHEN day = t.due_on AND t.due_basis <> 'stated' THEN t.due_basis END AS due_basis, t.title AS task, step,
       collect(d.full_name) AS departments, source, evidence, document, start, `end`, t.id AS task_id, step_id,
       t.position AS position
ORDER BY due_on, source, document, position, task_id, start
