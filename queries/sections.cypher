// title: 不是任务的章节
// answers: 某文档的目标、原则、步骤、保障等章节写了什么
// parameters:
//   document: {zh: 文档编号、名称或位置, example: 蔬菜产业发展}
//   kind: {zh: 种类, of: Section.kind, example: safeguard}
// columns:
//   kind: {zh: 种类, of: Section.kind}
//   number: 序号
//   title: 标题
//   text: 内容
//   source: 出处
//   evidence: {zh: 原文依据, hidden: true}
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   section: {zh: 所在章节, hidden: true}
// show: table
// tags: [章节, 文档]
MATCH (s:Section)-[r:STATED_IN]->(doc:Document)
WHERE ($kind IS NULL OR s.kind = $kind)
  AND ($document IS NULL OR doc.id = $document OR doc.name CONTAINS $document OR $document IN doc.sources)
RETURN s.kind AS kind, s.number AS number, s.title AS title, s.text AS text, doc.name AS source,
       r.evidence AS evidence, doc.id AS document, r.start AS start, r.end AS `end`,
       s.section AS section
ORDER BY source, document, start, s.id
