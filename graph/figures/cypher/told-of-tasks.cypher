// answers: the figures that ledgers, bulletins and reports tell as reached of these tasks, and by what they are told until when
// parameters: {ids: [630ede4af768d15a]}
// columns:
//   [task, title, progress, as_of, id, indicator, family, comparator, value, value_high, unit, amount, measure, base,
//    mode, year, text, evidence, document, start, end]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:HAS_PROGRESS]->(p:Progress)-[r:HAS_TARGET]->(g:Target)
WHERE g.kind = 'achieved'
RETURN t.id AS task, t.title AS title, p.id AS progress, toString(p.as_of) AS as_of, g.id AS id,
       g.indicator AS indicator, g.family AS family, g.comparator AS comparator, g.value AS value,
       g.value_high AS value_high, g.unit AS unit, g.amount AS amount, g.measure AS measure, g.base AS base,
       g.mode AS mode, g.year AS year, g.text AS text, r.evidence AS evidence, r.document AS document,
       r.start AS start, r.end AS `end`
ORDER BY title, task, indicator, as_of, start, g.id
