"""What goes wrong with a Neo4j server, in one line each: what it is and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions as e

from policygraph.graph.stores.store import READ_ONLY
from policygraph.model.errors import PolicyGraphError

TIMED_OUT = "查询用时超过 {seconds} 秒，已停止；请缩小范围"
OUT_OF_MEMORY = (
    "占用的内存超过 {place} 的上限，已停止；查询请缩小范围，写入请调大服务器的 dbms.memory.transaction.total.max"
)
# Ends of status codes (Neo4j Status Codes reference) → what to say; {place}, {said}, {seconds} are filled in.
BY_CODE = {
    "Security.CredentialsExpired": "{place} 的初始密码须先改过：请用 cypher-shell 或 Neo4j Browser 登录一次",
    "Security.AuthenticationRateLimit": "{place} 密码错的次数太多，服务器暂时不再应答；请稍等再试",
    "Security.Forbidden": "{place} 的这个用户没有所需的权限：{said}",
    "Database.DatabaseNotFound": "{place}：服务器上没有这个数据库；请检查地址末尾的数据库名，或环境变量 NEO4J_DATABASE",
    "Statement.SyntaxError": "Cypher 语法错误：{said}",
    "Statement.AccessMode": READ_ONLY,
    "Transaction.TransactionTimedOut": TIMED_OUT,
    "Transaction.TransactionTimedOutClientConfiguration": TIMED_OUT,
    "Transaction.LockClientStopped": TIMED_OUT,
    "General.MemoryPoolOutOfMemoryError": OUT_OF_MEMORY,
    "General.TransactionOutOfMemoryError": OUT_OF_MEMORY,
    "General.OutOfMemoryError": OUT_OF_MEMORY,
    "General.StackOverFlowError": "查询嵌套太深，已停止；请改写",
    "Schema.ConstraintCreationFailed": "{place} 里有编号重复的数据，不是本程序的图；请另指一个数据库",
    "General.DatabaseUnavailable": "{place}：这个数据库没有启动或正在恢复；请稍后再试",
    "General.WriteOnReadOnlyAccessDatabase": "{place} 是只读的数据库，不能写入",
}
NO_PASSWORD = "{place} 需要密码：请设置环境变量 NEO4J_PASSWORD（用户名不是 neo4j 的，再设 NEO4J_USERNAME）"
WRONG_PASSWORD = "{place} 的用户名或密码不对；请检查环境变量 NEO4J_USERNAME、NEO4J_PASSWORD"
TOO_OLD = "{place} 的服务器不支持本程序所用的协议：它太旧（需要 Neo4j 5 或更新的版本），或不是 Neo4j 的 Bolt 端口"
CLOSED = "{place} 连上了，但对方不应答 Bolt 协议：请检查端口（一般是 7687），以及是否要用加密的地址（+s、+ssc）"
ENCRYPTION = (
    "{place} 的加密连接没有建立：证书不受信任，或服务器没有开启加密；可用 ?ca=证书文件，或改用 +ssc、不加密的地址"
)
LOST = "与 {place} 的连接中断（服务器停止，或网络断开）。已提交的都在，再运行一次就接着做"
UNREACHABLE = "连不上 {place}：{said}；请检查地址和端口，服务器是否已启动"
NO_ROUTING = (
    "{place} 没有应答，或没有给出可用的成员：请检查地址和端口（一般是 7687）、服务器是否已启动；也可改用 bolt:// 地址"
)


class FatalError(Exception):
    """Carries an error through the driver's retries, which would only repeat it."""

    def __init__(self, error: e.Neo4jError) -> None:
        super().__init__(str(error))
        self.error = error


@contextmanager
def not_again() -> Iterator[None]:
    """Let the driver not run a transaction again that took too much memory: it counts that as a passing fault."""
    try:
        yield
    except e.TransientError as error:
        if "OutOfMemory" in (error.code or ""):
            raise FatalError(error) from error
        raise


@contextmanager
def clear_errors(
    place: str, *, seconds: float | None = None, password: bool = True, connected: bool = True
) -> Iterator[None]:
    """Turn what the driver raises into a PolicyGraphError.

    `connected`: the server has answered before, so that a fault of the line is a connection lost.
    """
    try:
        yield
    except FatalError as error:
        raise PolicyGraphError(_explained(error.error, place, seconds, password, connected)) from error
    except RecursionError as error:
        raise PolicyGraphError("查询的参数或结果嵌套太深，请改写") from error
    except (e.Neo4jError, e.DriverError, OSError, ValueError, TypeError, OverflowError) as error:
        raise PolicyGraphError(_explained(error, place, seconds, password, connected)) from error


def _explained(error: BaseException, place: str, seconds: float | None, password: bool, connected: bool) -> str:
    said = _said(error)
    limit = "服务器允许的" if seconds is None else f"{seconds:g}"
    return _pattern(error, said, password, connected).format(place=place, said=said, seconds=limit)


def _pattern(error: BaseException, said: str, password: bool, connected: bool) -> str:
    if isinstance(error, e.Neo4jError):
        code = (error.code or "").split(".", 2)[-1]
        if code in BY_CODE:
            return BY_CODE[code]
        if isinstance(error, e.AuthError):
            return WRONG_PASSWORD if password else NO_PASSWORD
        return "查询出错：{said}"
    if isinstance(error, e.UnsupportedServerProduct) or re.search("(?i)bolt protocol|protocol version", str(error)):
        return TOO_OLD
    if isinstance(error, e.ServiceUnavailable | e.SessionExpired | e.ConnectionAcquisitionTimeoutError | OSError):
        return LOST if connected else _unconnected(error)
    return "查询出错：{said}" if connected else "{place} 打不开：{said}"


def _unconnected(error: BaseException) -> str:
    """Why the first contact failed; the driver keeps the cause behind its own error, and its words in the text."""
    chain: BaseException | None = error
    text = ""
    while chain is not None:
        text += f"{type(chain).__name__} {chain}\n"
        chain = chain.__cause__ or chain.__context__
    if "SSL" in text or "certificate" in text.lower():
        return ENCRYPTION
    if "handshake" in text or ("Bolt" in text and "ConnectionRefused" not in text and "magic" in text):
        return CLOSED
    if "IncompleteRead" in text or "closed" in text or "defunct" in text or "looks like HTTP" in text:
        return CLOSED
    if isinstance(error, e.ServiceUnavailable) and "routing" in text:
        return NO_ROUTING
    return UNREACHABLE


def _said(error: BaseException) -> str:
    """The server's or the driver's own words, one line; of a failed connection the line that gives the reason."""
    text = str(error) if isinstance(error, e.DriverError) else getattr(error, "message", None) or str(error)
    lines = [line.strip() for line in str(text).splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    said = lines[-1] if isinstance(error, e.DriverError) else lines[0]
    reason = re.search(r"\(reason (.+)\)$", said)
    return reason[1] if reason else said.strip(" :\"'")
