// answers: 牵头关系画成图
// columns: [d, r, t]
MATCH (d:Department)-[r:LEADS]->(t:Task)
RETURN d, r, t
LIMIT 40
