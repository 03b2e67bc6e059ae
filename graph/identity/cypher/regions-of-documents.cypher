// answers: the regions that a document's policies are for
// columns: [document, region]
MATCH (d:Document)-[:STATES]->(:Policy)-[:APPLIES_TO]->(r:Region)
RETURN DISTINCT d.id AS document, r.id AS region
ORDER BY document, region
