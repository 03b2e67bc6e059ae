// answers: 牵头任务最多的部门
// columns: [部门, 牵头]
MATCH (d:Department)-[:LEADS]->(t:Task)
RETURN d.full_name AS `部门`, count(t) AS `牵头`
ORDER BY `牵头` DESC
LIMIT 10
