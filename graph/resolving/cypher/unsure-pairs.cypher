// answers: the pairs that may be one, as the nodes keep them on which they hang
// columns: [unsure]
MATCH (d:Document) WHERE d.unsure > ''
RETURN d.unsure AS unsure
UNION ALL
MATCH (p:Policy) WHERE p.unsure > ''
RETURN p.unsure AS unsure
UNION ALL
MATCH (o:Department) WHERE o.unsure > ''
RETURN o.unsure AS unsure
