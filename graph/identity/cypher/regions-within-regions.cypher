// answers: which region lies in which
// columns: [lower, upper]
MATCH (a:Region)-[:WITHIN]->(b:Region)
RETURN DISTINCT a.id AS lower, b.id AS upper
ORDER BY lower, upper
