// answers: the figures of reports, bulletins and ledgers of the same place that answer what these tasks aim at, of what day they are told; what a plan says that was reached before is none, and neither is what is told of another task
// parameters: {ids: [630ede4af768d15a]}
// columns:
//   [task, title, aim, as_of, id, indicator, family, comparator, value, value_high, unit, amount, measure, base, mode,
//    year, text, evidence, document, start, end]
UNWIND $ids AS id
MATCH (t:Task {id: id})-[:HAS_TARGET]->(a:Target)<-[c:CORRESPONDS_TO]-(g:Target)-[r:STATED_IN]->(d:Document)
WHERE c.basis = 'reported' AND c.result IN ['met', 'exceeded', 'short'] AND g.kind = 'achieved'
  AND d.genre IN ['report', 'bulletin', 'ledger']
OPTIONAL MATCH (p:Progress)-[:HAS_TARGET]->(g)
OPTIONAL MATCH (other:Task)-[:HAS_PROGRESS]->(p)
WITH DISTINCT t, a, g, r, d, p, collect(DISTINCT other.id) AS owners
OPTIONAL MATCH (t)-[:PART_OF]-(near:Task)
WITH t, a, g, r, d, p, owners, collect(near.id) AS near
WHERE size(owners) = 0 OR t.id IN owners OR any(owner IN owners WHERE owner IN near)
WITH t, a, g, r, d, max(toString(p.as_of)) AS told_until
RETURN DISTINCT t.id AS task, t.title AS title, a.id AS aim, coalesce(told_until, toString(d.published_on)) AS as_of, g.id AS id,
       g.indicator AS indicator, g.family AS family, g.comparator AS comparator, g.value AS value,
       g.value_high AS value_high, g.unit AS unit, g.amount AS amount, g.measure AS measure, g.base AS base,
       g.mode AS mode, g.year AS year, g.text AS text, r.evidence AS evidence, r.document AS document,
       r.start AS start, r.end AS `end`
ORDER BY task, aim, as_of, document, start, id
