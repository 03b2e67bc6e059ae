// title: 全部部门
// answers: 图里有哪些部门，各牵头、配合多少任务
// parameters:
//   region: {zh: 只看某地, example: 柳溪县}
// columns:
//   department: 部门
//   name: 原文写法
//   aliases: 别名
//   function: 职能
//   level: {zh: 层级, of: Policy.level}
//   kind: {zh: 种类, of: Department.kind}
//   leads: 牵头
//   supports: 配合
//   id: 编号
// show: chart
// tags: [部门, 统计]
CALL {
  MATCH (d:Department)
  WHERE $region IS NULL
  RETURN d
  UNION ALL
  MATCH (x:Region)
  WHERE x.name = $region OR x.full_name ENDS WITH $region OR $region IN x.aliases
  MATCH (d:Department)-[:WITHIN*1..5]->(x)
  RETURN DISTINCT d
}
RETURN d.full_name AS department, d.name AS name, d.aliases AS aliases, d.function AS function, d.level AS level,
       d.kind AS kind, COUNT { MATCH (d)-[:LEADS]->(:Task) } AS leads,
       COUNT { MATCH (d)-[:SUPPORTS]->(:Task) } AS supports, d.id AS id
ORDER BY leads DESC, supports DESC, department, id
