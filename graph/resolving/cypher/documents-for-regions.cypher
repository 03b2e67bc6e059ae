// answers: the documents whose policies are for any of these regions
// parameters: {ids: [8cb141ad3ecb9f7e]}
// columns: [document]
UNWIND $ids AS id
MATCH (r:Region {id: id})<-[:APPLIES_TO]-(:Policy)<-[:STATES]-(d:Document)
RETURN DISTINCT d.id AS document
ORDER BY document
