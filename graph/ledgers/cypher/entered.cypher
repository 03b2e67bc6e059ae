// answers: everything that people entered of how tasks stand, in the order of time, and the task on which it hangs
// columns:
//   [task, id, of, title, number, policy, state, share, as_of, problem, text, confirmed, by, at, withdrawn_by,
//    withdrawn_at]
MATCH (g:Progress) WHERE g.by > ''
OPTIONAL MATCH (t:Task)-[:HAS_PROGRESS]->(g)
RETURN t.id AS task, g.id AS id, g.of AS of, g.task AS title, g.number AS number, g.policy AS policy, g.state AS state,
       g.share AS share, toString(g.as_of) AS as_of, g.problem AS problem, g.text AS text, g.confirmed AS confirmed,
       g.by AS by, g.at AS at, g.withdrawn_by AS withdrawn_by, g.withdrawn_at AS withdrawn_at
ORDER BY g.at, g.id
