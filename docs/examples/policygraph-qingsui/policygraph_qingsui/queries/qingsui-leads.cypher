// title: 各单位牵头几项
// answers: 每个单位牵头几项任务，多的在前
// parameters: {department: {zh: 单位名称里的字, example: 水利}}
// columns: {department: 单位, tasks: 任务}
// show: table
// tags: [青穗]
MATCH (d:Department)-[:LEADS]->(t:Task)
WHERE $department IS NULL OR d.name CONTAINS $department
RETURN d.name AS department, count(DISTINCT t.id) AS tasks
ORDER BY tasks DESC, department
