// answers: the figures of reports, bulletins and ledgers of the same place that answer what these tasks aim at; what a plan says that was reached before is none
// parameters: {ids: [630ede4af768d15a]}
// columns:
//   [task, title, aim, as_of, id, indicator, family, comparator, value, value_high, unit, amount, measure, base, mode,
//    year, text, evidence, document, start, end]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:HAS_TARGET]->(a:Target)<-[c:CORRESPONDS_TO]-(g:Target)-[r:STATED_IN]->(d:Document)
WHERE c.basis = 'reported' AND c.result IN ['met', 'exceeded', 'short'] AND g.kind = 'achieved'
  AND d.genre IN ['report', 'bulletin', 'ledger']
RETURN DISTINCT t.id AS task, t.title AS title, a.id AS aim, toString(d.published_on) AS as_of, g.id AS id,
       g.indicator AS indicator, g.family AS family, g.comparator AS comparator, g.value AS value,
       g.value_high AS value_high, g.unit AS unit, g.amount AS amount, g.measure AS measure, g.base AS base,
       g.mode AS mode, g.year AS year, g.text AS text, r.evidence AS evidence, r.document AS document,
       r.start AS start, r.end AS `end`
ORDER BY task, aim, as_of, document, start, id
