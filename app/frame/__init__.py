"""What every page stands in: addresses, the sitemap, what is asked of the graph, the look.

May import: gate, graph, services, model.
"""
