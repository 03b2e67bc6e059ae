// answers: everything that was ever decided, in the order of time
// columns:
//   [kind, of, first, second, first_label, second_label, first_name, second_name, by, at, document, evidence, end, to,
//    to_name, to_claim, note, withdrawn_by, withdrawn_at, weights, plan, before, after, source, policy,
//    number]
MATCH (d:Decision)
RETURN d.kind AS kind, d.of AS of, d.first AS first, d.second AS second,
       d.first_label AS first_label, d.second_label AS second_label, d.first_name AS first_name,
       d.second_name AS second_name, d.by AS by, d.at AS at, d.document AS document,
       d.evidence AS evidence, d.end AS `end`, d.to AS to, d.to_name AS to_name,
       d.to_claim AS to_claim, d.note AS note, d.withdrawn_by AS withdrawn_by,
       d.withdrawn_at AS withdrawn_at, d.weights AS weights, d.plan AS plan,
       d.before AS before, d.after AS after, d.source AS source, d.policy AS policy, d.number AS number
ORDER BY d.at, d.id
