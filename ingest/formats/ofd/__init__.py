"""OFD (GB/T 33190), the state's own fixed layout: a zip of XML in which every character has its place.

May import: formats, text, model.
"""
