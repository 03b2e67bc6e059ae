// answers: the documents that somebody may mean
// parameters: {called: [柳溪县蔬菜产业发展实施方案], files: [/plan.txt]}
// columns: [id, name, sources, title]
MATCH (d:Document)
WHERE d.id IN $called OR d.name IN $called OR d.title IN $called
   OR any(source IN d.sources WHERE source IN $called OR any(file IN $files WHERE source ENDS WITH file))
RETURN d.id AS id, d.name AS name, d.sources AS sources, d.title AS title
ORDER BY id
