// does: wait for whoever writes, and hold others back until this transaction ends
// server: true
MERGE (l:PolicyGraphLock {id: 'writing'})
SET l.since = timestamp()
