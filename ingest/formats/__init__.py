"""The formats that documents come in, each from bytes to a `RawText`; none of them knows of policies.

May import: text, model.
"""
