// answers: the regions that the policies of these documents are for
// parameters: {ids: [630ede4af768d15a]}
// columns: [document, region]
UNWIND $ids AS id
MATCH (d:Document {id: id})-[:STATES]->(:Policy)-[:APPLIES_TO]->(r:Region)
RETURN DISTINCT d.id AS document, r.id AS region
ORDER BY document, region
