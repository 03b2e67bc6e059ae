"""What others bring: hooks of installed packages, and files of words put into the package's.

May import: model.
"""
