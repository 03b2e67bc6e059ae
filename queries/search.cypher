// title: 按名称查找
// answers: 图中哪些政策、部门、任务、指标、村庄、地区、产业、文档的名称里有这几个字
// parameters:
//   text: {zh: 名称中的字, required: true, example: 农业农村局}
//   limit: {zh: 最多几行, type: integer, default: 50, example: 20}
// columns:
//   label: {zh: 类型, of: labels}
//   name: 名称
//   detail: 说明
//   id: 编号
//   rank: {zh: 匹配程度, hidden: true}
// show: table
// tags: [检索, 节点]
CALL {
  MATCH (n:Document)
  WHERE n.name CONTAINS $text
  RETURN n.name AS name, n.id AS id, n.uri AS detail, 'Document' AS label
  UNION ALL
  MATCH (n:Policy)
  WHERE n.name CONTAINS $text OR n.number CONTAINS $text
     OR any(alias IN n.aliases WHERE alias CONTAINS $text)
  RETURN n.name AS name, n.id AS id, n.number AS detail, 'Policy' AS label
  UNION ALL
  MATCH (n:Task)
  WHERE n.name CONTAINS $text
  RETURN n.name AS name, n.id AS id, n.number AS detail, 'Task' AS label
  UNION ALL
  MATCH (n:Target)
  WHERE n.name CONTAINS $text
  RETURN n.name AS name, n.id AS id, n.text AS detail, 'Target' AS label
  UNION ALL
  MATCH (n:Region)
  WHERE n.name CONTAINS $text OR n.full_name CONTAINS $text
  RETURN n.name AS name, n.id AS id, n.full_name AS detail, 'Region' AS label
  UNION ALL
  $$each all -Document -Policy -Task -Target -Region -Section -Unread
  MATCH (n:$$label)
  WHERE n.name CONTAINS $text OR n.full_name CONTAINS $text
     OR any(alias IN n.aliases WHERE alias CONTAINS $text)
  RETURN n.name AS name, n.id AS id, n.full_name AS detail, '$$label' AS label
  $$end
}
RETURN label, name, detail, id,
       CASE WHEN name = $text THEN 0 WHEN name STARTS WITH $text THEN 1 WHEN name CONTAINS $text THEN 2 ELSE 3 END AS rank
ORDER BY rank, size(name), name, label, id
LIMIT $limit
