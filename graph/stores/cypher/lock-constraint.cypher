// does: make the lock one node, for which the next writer waits
// server: true
CREATE CONSTRAINT policygraphlock_id IF NOT EXISTS FOR (l:PolicyGraphLock) REQUIRE l.id IS UNIQUE
