// answers: 牵头的原文
// columns: [部门, 任务, evidence, document, start, end]
MATCH (d:Department)-[r:LEADS]->(t:Task)
RETURN d.full_name AS `部门`, t.title AS `任务`, r.evidence AS evidence,
       r.document AS document, r.start AS start, r.end AS `end`
ORDER BY `部门`
LIMIT 50
