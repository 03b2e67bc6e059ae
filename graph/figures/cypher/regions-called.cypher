// answers: the regions of these names that the policies of documents are of
// parameters: {names: [柳溪县]}
// columns: [name, region_id]
UNWIND $names AS name
MATCH (p:Policy {region: name})<-[:STATES]-(:Document) WHERE p.region_id IS NOT NULL
RETURN DISTINCT name, p.region_id AS region_id
ORDER BY name, region_id
