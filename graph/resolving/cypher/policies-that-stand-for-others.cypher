// answers: the policies that stand for others that were read, and what is said of them
// columns: [id, claims]
MATCH (p:Policy) WHERE p.stands_for IS NOT NULL
RETURN p.id AS id, p.claims AS claims
ORDER BY id
