// title: 上级要求中没有找到对应的
// answers: 这项政策的各级上级依据里，哪些任务在它的任务中找不到对应；两份文件多数任务都对不上的（可比程度低于 0.5），不下结论
// parameters:
//   policy: {zh: 政策名称、文号或编号, required: true, example: 蔬菜产业发展}
//   level: {zh: 只看哪一级的要求, of: Policy.level, example: city}
// columns:
//   policy: 政策
//   above_level: {zh: 上级层级, of: Policy.level}
//   above: 上级政策
//   finding: 结论
//   comparable: 可比程度
//   number: 序号
//   demand: 上级任务
//   text: 正文
//   source: 出处
//   evidence: 原文依据
//   document: {zh: 文档编号, hidden: true}
//   start: {zh: 起, hidden: true}
//   end: {zh: 止, hidden: true}
//   task_id: {zh: 任务编号, hidden: true}
//   policy_id: {zh: 政策编号, hidden: true}
//   above_id: {zh: 上级政策编号, hidden: true}
//   position: {zh: 次序, hidden: true}
// show: table
// tags: [政策, 任务, 层级, 溯源]
MATCH (p:Policy)<-[:PART_OF]-(:Task)
WHERE p.title CONTAINS $policy OR p.number = $policy OR p.id = $policy
WITH DISTINCT p
MATCH (p)-[:DERIVES_FROM|FORWARDS*1..9]->(a:Policy)
WHERE a.id <> p.id AND ($level IS NULL OR a.level = $level)
WITH DISTINCT p, a
// How comparable the two are: of the measures of the shorter one, how many have their like in the other.
CALL {
  WITH p, a
  MATCH (p)<-[:PART_OF]-(t:Task)
  OPTIONAL MATCH (t)-[:PART_OF]->(larger:Task)
  OPTIONAL MATCH (t)<-[:PART_OF*0..2]-(:Task)-[:DERIVES_FROM]->(u:Task)-[:PART_OF]->(a)
  WITH a, t, count(larger) AS larger, count(u) AS links
  WHERE larger = 0
  WITH a, count(t) AS own, sum(CASE WHEN links > 0 THEN 1 ELSE 0 END) AS linked
  MATCH (a)<-[:PART_OF]-(u:Task)
  OPTIONAL MATCH (u)-[:PART_OF]->(larger:Task)
  WITH own, linked, u, count(larger) AS larger
  WHERE larger = 0
  WITH own, linked, count(u) AS others
  WITH linked, CASE WHEN own < others THEN own ELSE others END AS shorter
  RETURN CASE WHEN linked > shorter THEN 1.0 ELSE round(100.0 * linked / shorter) / 100 END AS comparable
}
MATCH (a)<-[:PART_OF]-(u:Task)-[r:STATED_IN]->(doc:Document)-[s:STATES]->(a)
WHERE s.role IN ['text', 'outline']
OPTIONAL MATCH (u)-[:PART_OF]->(larger:Task)
OPTIONAL MATCH (u)<-[:DERIVES_FROM]-(t:Task)-[:PART_OF]->(p)
WITH p, a, u, r, doc, comparable, count(larger) AS larger, count(t) AS taken
WHERE larger = 0 AND taken = 0
RETURN p.title AS policy, a.level AS above_level, a.title AS above,
       CASE WHEN comparable < 0.5 THEN '未判断：两份文件可比程度低' ELSE '没有找到对应' END AS finding, comparable,
       u.number AS number, u.title AS demand, u.text AS text, doc.name AS source, r.evidence AS evidence,
       r.document AS document, r.start AS start, r.end AS `end`, u.id AS task_id, p.id AS policy_id, a.id AS above_id,
       u.position AS position
ORDER BY policy, policy_id, above_level, above, above_id, source, document, position, task_id
