"""The commands that only researchers use: a set to be coded by people, and how far they agree with what was read.

May import the Python interface (library) and what is below it.
"""
