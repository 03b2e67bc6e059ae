"""The Python interface: what `import policygraph` gives to notebooks and to other programs, promised stable (SemVer).

May import everything below the commands. Only names without an underscore are promised
(docs/researchers/python.md).
"""
