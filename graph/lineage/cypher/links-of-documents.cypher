// answers: how many links each of these documents has
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, links]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(:Task)-[r:DERIVES_FROM]->(:Task)
WHERE r.basis = 'aligned' AND r.document = id
RETURN id AS document, count(r) AS links
