"""The page 本单位: what a bureau leads and supports, how that stands, its forms, and how it went over the year.

May import: parts, frame, gate, graph, services, model.
"""
