"""A language model behind an OpenAI-compatible address, asked to put a question into slots, and for nothing else."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from typing import Any

from policygraph.graph.questions.meant.by_program import ASKS
from policygraph.graph.questions.meant.edited import SLOTS
from policygraph.services.addresses import resolve
from policygraph.services.phrasing.addresses import Endpoint, all_own

SECONDS = 15.0  # for all of it
MOST = 1 << 16  # bytes of an answer
SHOWN = 60  # names of a kind that it is told
TOLD = """你把关于政策任务的一句中文问题改写成查询条件，只回答一个 JSON 对象，不要别的文字，不要回答问题本身。
可以有的键和含义（值都是文字，没有说到的不写）：
asks：问什么，取 {asks} 之一
{slots}
places 里有：{places}
问题里没有的条件不要加；用不上这些键的问题回答 {{}}。"""


class ModelError(Exception):
    """The model gave nothing that can be used; the text says why, for people."""


def slots_by(endpoint: Endpoint, question: str, places: Sequence[str], seconds: float = SECONDS) -> dict[str, str]:
    """What the model makes of a question, unchecked but for its form. Raises ModelError."""
    until = time.monotonic() + seconds
    try:
        name = endpoint.model or _first_model(endpoint, until)
        given = _asked(endpoint, "POST", "/chat/completions", until, _request(name, question, places))
        text = given["choices"][0]["message"]["content"]
    except TimeoutError as error:
        raise ModelError(f"模型在 {seconds:.0f} 秒内没有应答") from error
    except (OSError, http.client.HTTPException) as error:
        raise ModelError(f"连不上模型（{error}）") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelError("模型的应答看不懂") from error
    return _as_slots(text)


def _request(name: str, question: str, places: Sequence[str]) -> dict[str, Any]:
    slots = "\n".join(f"{key}：{slot.zh}" for key, slot in SLOTS.items())
    told = TOLD.format(asks="、".join(ASKS), slots=slots, places="、".join(places[:SHOWN]))
    said = [{"role": "system", "content": told}, {"role": "user", "content": question}]
    return {"model": name, "temperature": 0, "max_tokens": 400, "messages": said}


def _first_model(endpoint: Endpoint, until: float) -> str:
    return str(_asked(endpoint, "GET", "/models", until)["data"][0]["id"])


def _as_slots(text: object) -> dict[str, str]:
    """The first JSON object of what the model wrote, with values that are texts."""
    if not isinstance(text, str) or (start := text.find("{")) < 0:
        raise ModelError("模型没有给出查询条件")
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:])
    except ValueError as error:
        raise ModelError("模型给的查询条件看不懂") from error
    return {str(name): str(value) for name, value in found.items() if value not in (None, "", [])}


def _asked(
    endpoint: Endpoint, method: str, path: str, until: float, body: Mapping[str, Any] | None = None
) -> Any:  # fmt: skip
    """JSON from the endpoint: connected to an address that was looked at, through no proxy, following nothing."""
    connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
    try:
        connection.sock = _connected(endpoint, until)
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        connection.request(method, endpoint.path + path, content, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read(MOST + 1)
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise ModelError(f"模型的服务器应答 {answer.status}")
    if len(said) > MOST:
        raise ModelError("模型的应答太长")
    return json.loads(said)


def _connected(endpoint: Endpoint, until: float) -> socket.socket:
    addresses = resolve(endpoint.host, endpoint.port, _left(until))
    if not all_own(addresses):
        raise ModelError(f"{endpoint.host} 不在本机，也不在单位自己的网络里；问题没有发出")
    found = socket.create_connection((addresses[0], endpoint.port), _left(until))
    found.settimeout(_left(until))
    if endpoint.scheme == "https":
        return ssl.create_default_context().wrap_socket(found, server_hostname=endpoint.host)
    return found


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
