// answers: the figures that these tasks aim at
// parameters: {ids: [630ede4af768d15a]}
// columns:
//   [task, title, id, indicator, family, comparator, value, value_high, unit, amount, measure, base, mode, year, text,
//    evidence, document, start, end]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[r:HAS_TARGET]->(g:Target)
WHERE g.kind = 'planned'
RETURN t.id AS task, t.title AS title, g.id AS id, g.indicator AS indicator, g.family AS family,
       g.comparator AS comparator, g.value AS value, g.value_high AS value_high, g.unit AS unit, g.amount AS amount,
       g.measure AS measure, g.base AS base, g.mode AS mode, g.year AS year, g.text AS text, r.evidence AS evidence,
       r.document AS document, r.start AS start, r.end AS `end`
ORDER BY title, task, indicator, start, g.id
