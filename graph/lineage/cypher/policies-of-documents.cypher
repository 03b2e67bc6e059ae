// answers: the policies whose measures stand in these documents
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, policy]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(:Task)-[:PART_OF]->(p:Policy)
RETURN DISTINCT id AS document, p.id AS policy
ORDER BY document, policy
