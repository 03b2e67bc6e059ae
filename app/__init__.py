"""The Streamlit front end: a room a page, what they are made of, what they stand in.

May import: services, graph, ingest, model.
"""
