// answers: how many links of figures each of these documents has
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, links]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(:Target)-[r:CORRESPONDS_TO]->(:Target)
WHERE r.document = id
RETURN id AS document, count(r) AS links
