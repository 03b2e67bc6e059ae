// answers: 各类节点有多少
// columns: [类型, 数量]
MATCH (n)
RETURN labels(n)[0] AS `类型`, count(n) AS `数量`
ORDER BY `数量` DESC
