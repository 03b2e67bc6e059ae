// title: 某节点与哪些节点相连
// answers: 这个节点直接连着哪些节点，各由哪些关系相连；要紧的关系在前，任务按原文次序
// parameters:
//   id: {zh: 节点编号, required: true, example: 8cb141ad3ecb9f7e}
// columns:
//   name: 名称
//   label: {zh: 类型, of: labels}
//   relations: {zh: 关系, hidden: true}
//   id: 编号
// show: table
// tags: [节点, 图]
CALL {
  $$each all
  MATCH (n:$$label {id: $id}) RETURN n
  $$end
}
MATCH (n)-[r]-(m)
WHERE r.document IS NOT NULL
WITH labels(m)[0] AS label, m.id AS id, m.name AS name, m.position AS position, type(r) AS relation,
     CASE WHEN labels(m)[0] = 'Section' THEN 13
          ELSE CASE type(r) WHEN 'DERIVES_FROM' THEN 0 WHEN 'STATES' THEN 1 WHEN 'ISSUED' THEN 2 WHEN 'LEADS' THEN 3
                            WHEN 'PART_OF' THEN 4 WHEN 'HAS_TARGET' THEN 5 WHEN 'SUPPORTS' THEN 6
                            WHEN 'LOCATED_IN' THEN 7 WHEN 'CONCERNS' THEN 8 WHEN 'APPLIES_TO' THEN 9 WHEN 'CITES' THEN 10
                            WHEN 'CONSULTED_ON' THEN 11 WHEN 'WITHIN' THEN 12 ELSE 14 END
     END AS rank
WITH DISTINCT label, id, name, position, relation, rank
ORDER BY rank, relation
WITH label, id, name, position, collect(relation) AS relations, min(rank) AS rank
RETURN name, label, relations, id
ORDER BY rank, coalesce(position, 0), name, label, id
