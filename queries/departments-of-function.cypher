// title: 各地同一职能的部门
// answers: 全部地方或某省、某市、某县之内，管同一件事（例如农业农村）的部门有哪些，各牵头、配合多少任务
// parameters:
//   function: {zh: 职能, required: true, example: 农业农村}
//   region: {zh: 只看某地及其以下, example: 云泽市}
// columns:
//   region: 地区
//   level: {zh: 层级, of: Policy.level}
//   department: 部门
//   aliases: 别名
//   function: 职能
//   leads: 牵头
//   supports: 配合
//   id: {zh: 编号, hidden: true}
// show: table
// tags: [部门, 地区, 层级]
MATCH (d:Department)
WHERE d.function CONTAINS $function
  AND ($region IS NULL OR EXISTS {
    MATCH (d)-[:WITHIN*1..5]->(x:Region)
    WHERE x.name = $region OR x.full_name ENDS WITH $region OR $region IN x.aliases
  })
OPTIONAL MATCH (d)-[:WITHIN]->(own:Region)
RETURN coalesce(own.full_name, own.name) AS region, d.level AS level, d.full_name AS department, d.aliases AS aliases,
       d.function AS function, COUNT { MATCH (d)-[:LEADS]->(:Task) } AS leads,
       COUNT { MATCH (d)-[:SUPPORTS]->(:Task) } AS supports, d.id AS id
ORDER BY region, department, id
