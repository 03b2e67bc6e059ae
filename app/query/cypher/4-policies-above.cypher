// answers: 政策一级依据一级
// columns: [path]
MATCH path = (p:Policy)-[:DERIVES_FROM*1..3]->(above:Policy)
RETURN path
LIMIT 40
