"""policygraph: a knowledge graph of Chinese government policies and of who must do what.

The roof of the house: the public face and the commands, which may import everything below. The rooms of `ingest/`,
`graph/`, `app/` and the others are links to the checkout's folders of those names.
"""

import logging

__version__ = "0.4.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())  # who uses the package as a library decides what to see
