// answers: the marks of the graph's form
// parameters: {mark: policygraph_schema_}
// columns: [name]
// server: true
SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH $mark
RETURN name
