"""policygraph: a knowledge graph of Chinese government policies and of who must do what.

    import policygraph as pg

    with pg.open("我的图") as graph:
        graph.ingest("我的文件夹")
        graph.assignments(region="临澜区", role="LEADS").df()

What `__all__` names is promised (docs/researchers/python.md); the modules behind it are not. The roof of the house: the
public face and the commands, which may import everything below. The rooms of `ingest/`, `graph/`, `app/` and the others
are links to the checkout's folders of those names.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.4.0"
__all__ = ["Answer", "Graph", "PolicyGraphError", "Reading", "__version__", "open", "read"]

logging.getLogger(__name__).addHandler(logging.NullHandler())  # who uses the package as a library decides what to see

if TYPE_CHECKING:
    from policygraph.library.answer import Answer
    from policygraph.library.graph import Graph
    from policygraph.library.graph import open_graph as open
    from policygraph.library.reading import Reading, read
    from policygraph.model.errors import PolicyGraphError

# Loaded when they are asked for: the command line, which needs none of them, starts without.
_PLACES = {
    "Answer": ("policygraph.library.answer", "Answer"), "Graph": ("policygraph.library.graph", "Graph"),
    "open": ("policygraph.library.graph", "open_graph"), "read": ("policygraph.library.reading", "read"),
    "Reading": ("policygraph.library.reading", "Reading"),
    "PolicyGraphError": ("policygraph.model.errors", "PolicyGraphError"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, inner = _PLACES[name]
    globals()[name] = found = getattr(import_module(module), inner)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
