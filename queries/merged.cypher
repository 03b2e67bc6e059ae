// title: 归并的节点
// answers: 哪些政策、部门等在不同文件里叫法不同，被认定为同一个（按规则或人工判断）
// columns:
//   label: {zh: 种类, of: labels}
//   name: 名称
//   aliases: 也叫
//   parts: 由几个合成
//   documents: 文档数
//   id: {zh: 编号, hidden: true}
// show: table
// tags: [核对, 政策, 部门]
CALL {
  $$each shared
  MATCH (n:$$label) RETURN n
  $$end
}
WITH n
WHERE n.stands_for IS NOT NULL AND size(n.stands_for) > 0
RETURN labels(n)[0] AS label, n.name AS name, n.aliases AS aliases, size(n.stands_for) + 1 AS parts,
       size(n.documents) AS documents, n.id AS id
ORDER BY label, name, id
