"""Readings as bytes, so that a Doc keeps its own through `to_bytes`, `DocBin` and the workers of `nlp.pipe`.

spaCy writes what hangs on a Doc as msgpack, which takes encoders for further types (srsly's registry). A reading is
written field by field and read back by the types of its fields; nothing in the bytes is ever run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import srsly
from pydantic import TypeAdapter, ValidationError

from policygraph.ingest.reading import Reading
from policygraph.model.errors import PolicyGraphError

KEY = "policygraph.reading"
"""The only key of what a reading is written as."""
Chain = Callable[[Any], Any] | None
"""The encoder or decoder of the next in line."""


def register() -> None:
    """Make Docs with a reading writable and readable in this process."""
    srsly.msgpack_encoders.register(KEY, func=encode)
    srsly.msgpack_decoders.register(KEY, func=decode)


@cache
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def encode(value: object, chain: Chain = None) -> Any:
    """For srsly: a reading as a mapping, anything else as `chain` has it."""
    if isinstance(value, Reading):
        return {KEY: _adapter().dump_python(value, mode="json")}
    return chain(value) if chain else value


def decode(value: dict[Any, Any], chain: Chain = None) -> Any:
    """For srsly: the reading that such a mapping holds. Raises PolicyGraphError where its fields are other ones."""
    if KEY not in value:
        return chain(value) if chain else value
    try:
        return _adapter().validate_python(value[KEY])
    except ValidationError as error:
        raise PolicyGraphError("这份 Doc 是另一个版本的 policygraph 读出的，不能接着用；请重新读取原文") from error
