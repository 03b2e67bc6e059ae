// answers: of these documents those with figures, how many of each kind, and what their links rest on
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, name, region_id, facts, aligned, answered, planned, achieved]
UNWIND $ids AS id
MATCH (g:Target)-[:STATED_IN]->(d:Document {id: id})
WITH d, sum(CASE WHEN g.kind = 'planned' THEN 1 ELSE 0 END) AS planned,
     sum(CASE WHEN g.kind = 'achieved' THEN 1 ELSE 0 END) AS achieved
RETURN d.id AS document, d.name AS name, d.region_id AS region_id, d.facts AS facts, d.aligned AS aligned,
       d.answered AS answered, planned, achieved
ORDER BY document
