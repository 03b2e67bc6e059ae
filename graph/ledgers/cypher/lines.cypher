// answers: these tasks, or those of a policy, of a department, of a place, or all, without who does them and what is told of them
// parameters: {ids: null, policy: null, department: null, place: null}
// columns:
//   [id, number, title, text, section, due, due_on, due_basis, document, source, start, end, position, within, policy, policy_id,
//    place, level, issued_on]
MATCH (t:Task)-[s:STATED_IN]->(doc:Document)
WHERE ($ids IS NULL OR t.id IN $ids)
  AND ($department IS NULL
       OR EXISTS { MATCH (d:Department)-[:LEADS|SUPPORTS]->(t) WHERE d.full_name = $department OR d.name = $department })
WITH t, s.start AS start, s.end AS `end`, doc.id AS document, doc.name AS source, doc.region AS region,
     doc.region_id AS region_id, doc.level AS level
OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
WITH t, start, `end`, document, source, region, region_id, level, larger.id AS within, coalesce(larger, t) AS whole
OPTIONAL MATCH (whole)-[:PART_OF]->(p:Policy)
WITH t, start, `end`, document, source, within, p, CASE WHEN p IS NULL THEN region ELSE p.region END AS place,
     CASE WHEN p IS NULL THEN region_id ELSE p.region_id END AS place_id, level
WHERE ($policy IS NULL OR p.id = $policy OR p.title = $policy)
  AND ($place IS NULL OR place = $place OR place_id = $place)
RETURN t.id AS id, t.number AS number, t.title AS title, t.text AS text, t.section AS section, t.due AS due,
       toString(t.due_on) AS due_on, t.due_basis AS due_basis, document, source, start, `end`, t.position AS position, within, p.title AS policy,
       p.id AS policy_id, place, coalesce(p.level, level) AS level, toString(p.issued_on) AS issued_on
ORDER BY policy, document, position, id
