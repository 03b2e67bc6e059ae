"""policygraph: a knowledge graph of Chinese government policies and of who must do what."""

__version__ = "0.1.0"
