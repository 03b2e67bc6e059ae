// answers: the corrections that do not hold until somebody says so, each with its task as it now is
// columns: [task, decision]
MATCH (t:Task) WHERE t.disputed IS NOT NULL
UNWIND t.disputed AS decision
RETURN t.id AS task, decision
ORDER BY task, decision
