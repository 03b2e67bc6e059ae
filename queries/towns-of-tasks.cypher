// title: 各乡镇的任务
// answers: 哪些任务落在哪个乡镇或它的村里
// columns:
//   place: 乡镇
//   level: {zh: 层级, of: Region.level}
//   code: {zh: 区划代码, of: Region.code}
//   full_name: 全称
//   within: 所属
//   within_code: {zh: 所属的代码, of: Region.code}
//   task: 任务
//   region_id: 地区编号
//   task_id: 任务编号
// show: table
// tags: [地区, 任务]
MATCH (t:Task)-[:LOCATED_IN]->(place)-[:WITHIN*0..1]->(x:Region)
WHERE x.level = 'town'
OPTIONAL MATCH (x)-[:WITHIN]->(w:Region)
RETURN x.name AS place, x.level AS level, x.code AS code, x.full_name AS full_name, min(w.name) AS within, min(w.code) AS within_code,
       t.title AS task, x.id AS region_id, t.id AS task_id
ORDER BY code, place, task, region_id, task_id
