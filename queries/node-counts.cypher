// title: 节点统计
// answers: 图里每种节点各有多少
// columns:
//   label: {zh: 类型, of: labels}
//   nodes: 数量
// show: chart
// tags: [统计]
CALL {
  $$each all
  MATCH (n:$$label) RETURN '$$label' AS label, count(n) AS nodes
  $$end
  UNION ALL
  MATCH (n:Decision) RETURN 'Decision' AS label, count(n) AS nodes
}
WITH label, nodes
WHERE nodes > 0
RETURN label, nodes
ORDER BY nodes DESC, label
