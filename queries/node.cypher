// title: 某节点的属性
// answers: 这个节点是什么，有哪些属性，写在哪份文档的什么位置
// parameters:
//   id: {zh: 节点编号, required: true, example: 8cb141ad3ecb9f7e}
// columns:
//   label: {zh: 类型, of: labels}
//   name: 名称
//   number: 编号
//   full_name: 全称
//   aliases: 又称
//   genre: 体裁
//   kind: 种类
//   level: 层级
//   region: 地区
//   issuer: 印发机关
//   issued_on: 印发日期
//   status: 状态
//   repealed_on: 废止日期
//   function: 职能
//   code: 区划代码
//   indicator: 指标
//   comparator: 比较
//   value: 数值
//   value_high: 上限
//   unit: 计量单位
//   base: 对照
//   mode: 计法
//   firm: 必须完成
//   year: 年份
//   due: 时限
//   due_on: 截止日期
//   section: 所在章节
//   publisher: 发布者
//   published_on: 发布日期
//   uri: 位置
//   sources: 见于文档
//   evidence: 原文
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   id: {zh: 节点编号, hidden: true}
// show: table
// tags: [节点]
CALL {
  $$each all
  MATCH (n:$$label {id: $id}) RETURN n
  $$end
}
OPTIONAL MATCH (n)-[:STATED_IN]->(own:Document)
OPTIONAL MATCH (said:Document)
WHERE said.id IN n.documents AND said.id <> n.id
WITH n, own, said.name AS source
ORDER BY source
WITH n, own, collect(source) AS sources
RETURN labels(n)[0] AS label, n.name AS name, n.number AS number, n.full_name AS full_name, n.aliases AS aliases,
       n.genre AS genre, n.kind AS kind, n.level AS level, n.region AS region, n.issuer AS issuer,
       toString(n.issued_on) AS issued_on, n.status AS status, toString(n.repealed_on) AS repealed_on,
       n.function AS function, n.code AS code,
       n.indicator AS indicator, n.comparator AS comparator, n.value AS value, n.value_high AS value_high,
       n.unit AS unit, n.base AS base, n.mode AS mode, n.firm AS firm, n.year AS year, n.due AS due, toString(n.due_on) AS due_on, n.section AS section,
       n.publisher AS publisher, toString(n.published_on) AS published_on, n.uri AS uri, sources,
       substring(own.text, n.start, n.end - n.start) AS evidence,
       own.id AS document, n.start AS start, n.end AS `end`, n.id AS id
ORDER BY label
