// title: 图中的名称
// answers: 图里有哪些名称和别名可以用来提问、填写查询，用得多的在前
// parameters:
//   label:
//     zh: 类型
//     values: [$$shared, Target, Section, Document]
//     example: Department
// columns:
//   label: {zh: 类型, of: labels}
//   name: 名称
//   full_name: 全称
//   aliases: 别名
//   uses: 关系数
// show: table
// tags: [检索, 节点]
CALL {
  $$each shared -Policy
  MATCH (n:$$label)
  WHERE $label IS NULL OR $label = '$$label'
  RETURN '$$label' AS label, n.name AS name, n.full_name AS full_name, n.aliases AS aliases,
         COUNT { MATCH (n)--(:Task) } AS uses
  $$end
  UNION ALL
  MATCH (n:Policy)
  WHERE $label IS NULL OR $label = 'Policy'
  RETURN 'Policy' AS label, n.title AS name, n.number AS full_name, null AS aliases,
         COUNT { MATCH (n)<-[:PART_OF]-(:Task) } AS uses
  UNION ALL
  MATCH (n:Target)
  WHERE $label IS NULL OR $label = 'Target'
  RETURN 'Target' AS label, n.indicator AS name, null AS full_name, null AS aliases, 1 AS uses
  UNION ALL
  MATCH (n:Task)
  WHERE $label IS NULL OR $label = 'Section'
  UNWIND n.section AS heading
  RETURN 'Section' AS label, heading AS name, null AS full_name, null AS aliases, 1 AS uses
  UNION ALL
  MATCH (n:Document)
  WHERE $label IS NULL OR $label = 'Document'
  RETURN 'Document' AS label, n.name AS name, null AS full_name, null AS aliases,
         COUNT { MATCH (n)<-[:STATED_IN]-(:Task) } AS uses
}
RETURN label, name, full_name, aliases, sum(uses) AS uses
ORDER BY label, uses DESC, size(name), name, full_name, aliases
