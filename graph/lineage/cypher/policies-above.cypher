// answers: which policy carries out which, or forwards it, as the documents say
// columns: [lower, upper]
MATCH (a:Policy)-[:DERIVES_FROM|FORWARDS]->(b:Policy)
RETURN DISTINCT a.id AS lower, b.id AS upper
ORDER BY lower, upper
