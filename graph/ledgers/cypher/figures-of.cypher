// answers: the figures that these tasks aim at, and those that were reported as reached
// parameters: {ids: [630ede4af768d15a]}
// columns:
//   [task, title, kind, indicator, comparator, value, value_high, unit, base, mode, year, as_of, evidence, document,
//    start, end]
UNWIND $ids AS id
MATCH (t:Task {id: id})
CALL {
  WITH t
  MATCH (t)-[r:HAS_TARGET]->(g:Target)
  RETURN g, r, null AS as_of
  UNION ALL
  WITH t
  MATCH (t)-[:HAS_PROGRESS]->(p:Progress)-[r:HAS_TARGET]->(g:Target)
  RETURN g, r, toString(p.as_of) AS as_of
}
RETURN t.id AS task, t.title AS title, g.kind AS kind, g.indicator AS indicator, g.comparator AS comparator,
       g.value AS value, g.value_high AS value_high, g.unit AS unit, g.base AS base, g.mode AS mode, g.year AS year,
       as_of, r.evidence AS evidence, r.document AS document, r.start AS start, r.end AS `end`
ORDER BY title, task, indicator, as_of, start
