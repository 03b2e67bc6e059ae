// answers: the labels of all nodes, whosever they are; also those that none has any more
// columns: [label]
CALL db.labels() YIELD label
RETURN label
ORDER BY label
