// answers: the documents that somebody may mean
// parameters: {document: 柳溪县蔬菜产业发展实施方案, file: /plan.txt}
// columns: [id, name, sources, title]
MATCH (d:Document)
WHERE d.id = $document OR $document IN d.sources OR d.name = $document OR d.title = $document
   OR any(source IN d.sources WHERE source ENDS WITH $file)
RETURN d.id AS id, d.name AS name, d.sources AS sources, d.title AS title
ORDER BY id
