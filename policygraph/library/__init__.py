"""The Python interface: what `import policygraph` gives to notebooks and to other programs, promised stable (SemVer).

Only names without an underscore are promised
(docs/researchers/python.md).

May import: questions, yearly, services, graph, ingest, model.
"""
