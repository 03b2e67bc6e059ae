// answers: the regions of these names that the policies of documents are of
// parameters: {names: [柳溪县]}
// columns: [name, region_id]
UNWIND $names AS name
MATCH (p:Policy) WHERE p.region = name AND p.region_id IS NOT NULL
MATCH (p)<-[:STATES]-(:Document)
RETURN DISTINCT name, p.region_id AS region_id
ORDER BY name, region_id
