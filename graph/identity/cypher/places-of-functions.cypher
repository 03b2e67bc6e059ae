// answers: the places that have a department with any of the functions
// parameters: {functions: [农业农村]}
// columns: [central, region]
MATCH (d:Department)
WHERE d.function IS NOT NULL AND any(function IN split(d.function, '、') WHERE function IN $functions)
OPTIONAL MATCH (d)-[:WITHIN]->(r:Region)
RETURN DISTINCT d.level = 'central' AS central, r.id AS region
