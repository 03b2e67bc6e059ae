// does: take the lock away with the transaction
// server: true
MATCH (l:PolicyGraphLock {id: 'writing'})
DELETE l
