// answers: the links of these documents' figures
// parameters: {ids: [630ede4af768d15a]}
// columns: [source, target, properties]
UNWIND $ids AS id
MATCH (:Document {id: id})<-[:STATED_IN]-(g:Target)-[r:CORRESPONDS_TO]->(h:Target)
RETURN DISTINCT g.id AS source, h.id AS target, properties(r) AS properties
