// answers: the figures of these documents, and whose they are
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, id, indicator, family, kind, comparator, value, value_high, unit, amount, measure, year, text, start, end, owner, title]
UNWIND $ids AS id
MATCH (d:Document {id: id})<-[:STATED_IN]-(g:Target)
OPTIONAL MATCH (o:Task)-[:HAS_TARGET]->(g)
RETURN DISTINCT d.id AS document, g.id AS id, g.indicator AS indicator, g.family AS family, g.kind AS kind,
       g.comparator AS comparator, g.value AS value, g.value_high AS value_high, g.unit AS unit, g.amount AS amount,
       g.measure AS measure, g.year AS year, g.text AS text, g.start AS start, g.end AS `end`, o.id AS owner,
       o.title AS title
ORDER BY document, start, id, owner
