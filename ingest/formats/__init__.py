"""The formats that documents come in. Each module reads one, from bytes to a `RawText`.

None of them knows of policies: what a table or a paragraph says is read later, the same for all formats.
"""
