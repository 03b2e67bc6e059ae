// answers: the nodes that stand for others that were read
// columns: [label, id, stands_for]
MATCH (p:Policy) WHERE p.stands_for IS NOT NULL
RETURN 'Policy' AS label, p.id AS id, p.stands_for AS stands_for
UNION ALL
MATCH (d:Department) WHERE d.stands_for IS NOT NULL
RETURN 'Department' AS label, d.id AS id, d.stands_for AS stands_for
UNION ALL
MATCH (r:Region) WHERE r.stands_for IS NOT NULL
RETURN 'Region' AS label, r.id AS id, r.stands_for AS stands_for
