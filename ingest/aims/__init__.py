"""Whether a planned figure is an aim of the policy, or only stands in it: learnt by counting, held in data/aims.yaml.

May import: figures, text, model.
"""
