// answers: how many nodes there are, whosever they are
// columns: [nodes]
MATCH (n)
RETURN count(n) AS nodes
