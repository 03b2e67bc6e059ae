// answers: the documents whose measures or figures are linked to those of these documents
// parameters: {ids: [630ede4af768d15a]}
// columns: [document]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(:Task|Target)<-[r:DERIVES_FROM|CORRESPONDS_TO]-(:Task|Target)
RETURN DISTINCT r.document AS document
ORDER BY document
