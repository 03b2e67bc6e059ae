// title: 各地的政策
// answers: 每项政策是哪里的，那里的区划代码是多少
// columns:
//   place: 地区
//   level: {zh: 层级, of: Region.level}
//   code: {zh: 区划代码, of: Region.code}
//   full_name: 全称
//   within: 所属
//   within_code: {zh: 所属的代码, of: Region.code}
//   policy: 政策
//   region_id: 地区编号
//   policy_id: 政策编号
// show: table
// tags: [地区, 政策]
MATCH (p:Policy)-[:APPLIES_TO]->(x:Region)
WHERE p.region_id IS NULL OR p.region_id = x.id
OPTIONAL MATCH (x)-[:WITHIN]->(w:Region)
RETURN x.name AS place, x.level AS level, x.code AS code, x.full_name AS full_name, min(w.name) AS within, min(w.code) AS within_code,
       p.title AS policy, x.id AS region_id, p.id AS policy_id
ORDER BY code, place, policy, region_id, policy_id
