"""What the command line is made of: its commands, loaded when they are called; its words; the person's settings.

May import: model.
"""
