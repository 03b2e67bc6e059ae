// answers: the documents of no region whose names begin with one of these
// parameters: {names: [柳溪县]}
// columns: [document]
MATCH (d:Document)
WHERE d.region_id IS NULL AND any(name IN $names WHERE d.name STARTS WITH name)
RETURN d.id AS document
ORDER BY document
