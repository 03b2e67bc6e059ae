"""The commands that only researchers use: a set to be coded by people, and how far they agree with what was read.

May import: library, options, recorded, show, shell, graph.
"""
