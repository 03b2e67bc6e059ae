// answers: a row of a ledger and a task of a plan, whether or not the row is known to tell of the task; of another ledger where this one tells of its tasks, or may
// parameters: {source: 2f8ab3ad3ecb9f7e, target: 8cb141ad3ecb9f7e}
// columns: [document, evidence, source_name, target_name, plan]
MATCH (t:Task {id: $source})-[:STATED_IN]->(plan:Document), (g:Progress {id: $target})-[r:STATED_IN]->(doc:Document)
WHERE plan.id <> doc.id
  AND (plan.tells_of IS NULL OR t.id IN g.perhaps
       OR EXISTS { MATCH (plan)<-[:STATED_IN]-(:Task)-[:HAS_PROGRESS]->(:Progress)-[:STATED_IN]->(doc) })
RETURN doc.id AS document, r.evidence AS evidence, t.name AS source_name, g.task AS target_name, plan.id AS plan
