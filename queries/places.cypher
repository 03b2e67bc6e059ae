// title: 全部村镇
// answers: 政策里提到哪些村、镇，各有多少任务
// columns:
//   place: 地点
//   label: {zh: 类型, of: labels}
//   within: 所属
//   tasks: 任务
//   id: 编号
// show: chart
// tags: [村庄, 地区, 统计]
MATCH (t:Task)-[:LOCATED_IN]->(place)
OPTIONAL MATCH (place)-[:WITHIN]->(x:Region)
RETURN place.name AS place, labels(place)[0] AS label, min(x.name) AS within, count(DISTINCT t.id) AS tasks,
       place.id AS id
ORDER BY tasks DESC, place, id
