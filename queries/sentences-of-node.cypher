// title: 提到某节点的原文
// answers: 哪些话提到这个节点，说它与谁有什么关系，出自哪份文档
// parameters:
//   id: {zh: 节点编号, required: true, example: 8cb141ad3ecb9f7e}
//   limit: {zh: 最多几行, type: integer, default: 20, example: 5}
// columns:
//   name: 名称
//   relation: {zh: 关系, of: types}
//   other: 与谁
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
// show: table
// tags: [节点, 核对]
CALL {
  $$each all -Document -Section -Unread
  MATCH (n:$$label {id: $id}) RETURN n
  $$end
}
MATCH (n)-[r]-(m)
WHERE r.evidence IS NOT NULL AND (coalesce(r.basis, '') <> 'decided' OR NOT type(r) IN ['LEADS', 'SUPPORTS'])
WITH n, r, m,
     CASE type(r) WHEN 'STATES' THEN 0 WHEN 'LEADS' THEN 1 WHEN 'SUPPORTS' THEN 2 WHEN 'ISSUED' THEN 3
                  WHEN 'DERIVES_FROM' THEN 4 WHEN 'CITES' THEN 5 ELSE 6 END AS rank
ORDER BY rank, r.document, r.start, r.end, type(r), m.name
LIMIT $limit
MATCH (doc:Document)
WHERE doc.id = r.document
RETURN n.name AS name, type(r) AS relation, m.name AS other, doc.name AS source, r.evidence AS evidence,
       doc.id AS document, r.start AS start, r.end AS `end`
ORDER BY rank, document, start, `end`, relation, other
