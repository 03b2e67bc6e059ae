"""The whole graph elsewhere: another store, files, other programs, the matrix as a sheet.

May import: analysis, asking, ledgers, loading, stores, cypher, model.
"""
