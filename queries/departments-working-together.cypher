// title: 合作最多的部门
// answers: 哪些部门最常一起承担任务，一起做了几项
// parameters:
//   department: {zh: 只看某部门, example: 区农业农村局}
//   limit: {zh: 最多几行, type: integer, default: 50, example: 20}
// columns:
//   department: 部门
//   partner: 合作部门
//   tasks: 共同任务数
//   led: 前者牵头
//   partner_led: 后者牵头
//   department_id: {zh: 部门编号, hidden: true}
//   partner_id: {zh: 合作部门编号, hidden: true}
// show: chart
// tags: [部门, 统计]
MATCH (d:Department)
WHERE $department IS NULL OR d.name = $department OR d.full_name ENDS WITH $department OR $department IN d.aliases
MATCH (d)-[a:LEADS|SUPPORTS]->(t:Task)<-[b:LEADS|SUPPORTS]-(partner:Department)
WHERE CASE WHEN $department IS NULL THEN d.id < partner.id ELSE d.id <> partner.id END
RETURN d.full_name AS department, partner.full_name AS partner, count(DISTINCT t.id) AS tasks,
       count(DISTINCT CASE type(a) WHEN 'LEADS' THEN t.id END) AS led,
       count(DISTINCT CASE type(b) WHEN 'LEADS' THEN t.id END) AS partner_led,
       d.id AS department_id, partner.id AS partner_id
ORDER BY tasks DESC, department, partner, department_id, partner_id
LIMIT $limit
