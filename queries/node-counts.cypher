// title: 节点统计
// answers: 图里每种节点各有多少
// columns:
//   label: {zh: 类型, of: labels}
//   nodes: 数量
// show: chart
// tags: [统计]
MATCH (n)
RETURN labels(n)[0] AS label, count(n) AS nodes
ORDER BY nodes DESC, label
