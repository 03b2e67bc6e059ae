// answers: how many of these indexes are there and hold all that they are of
// parameters: {names: [task_words]}
// columns: [indexes]
// server: true
SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' AND name IN $names
RETURN count(name) AS indexes
