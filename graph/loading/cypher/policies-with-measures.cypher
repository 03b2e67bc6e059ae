// answers: the policies whose measures stand in these documents
// parameters: {ids: [630ede4af768d15a]}
// columns: [policy]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(:Task)-[:PART_OF]->(p:Policy)
RETURN DISTINCT p.id AS policy
ORDER BY policy
