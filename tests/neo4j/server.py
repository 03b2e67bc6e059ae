"""A real Neo4j Community server on loopback, for tests and benchmarks: from Maven's artifacts, in a folder of its own.

python -m tests.neo4j.server        # fetches what it consists of and says in one line whether it can be had
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import neo4j
import platformdirs
from neo4j.exceptions import DriverError

POM = Path(__file__).with_name("pom.xml")
# Beside Maven's own repository, for all checkouts: what is there need not be found out again.
BUILD = platformdirs.user_cache_path("policygraph", appauthor=False) / "tests" / "neo4j"
PASSWORD = "policygraph-tests"  # of a server that only this machine sees and that is gone after the tests
START_SECONDS = 180
CLASSES = "classes.jsa"
# For what does not run for long, half the processor time: only what is called ten times as often as the JVM asks for is
# compiled as for an hour's work. A thousand plans take a fourth less so than where nothing is (TieredStopAtLevel=1).
# The room for what is compiled is that of a JVM that compiles for an hour; otherwise it is full after some hundred
# statements, and what was thrown out is compiled again.
QUICK = (
    "-XX:Tier4InvocationThreshold=50000",
    "-XX:Tier4MinInvocationThreshold=5000",
    "-XX:Tier4CompileThreshold=100000",
    "-XX:Tier4BackEdgeThreshold=400000",
    "-XX:+UseSerialGC",
    "-XX:ReservedCodeCacheSize=240m",
)
# For what is over in a moment: a little less than QUICK.
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What the server's own start script gives the JVM, as far as it needs it on Java 17.
OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.memory.pagecache.size": "256m",
    "dbms.usage_report.enabled": "false",
    "db.tx_log.preallocate": "false",
    # So that a hostile query meets the server's limit before the machine's.
    "dbms.memory.transaction.total.max": "512m",
}
# Every test fills the database anew: without the first each statement is planned again as soon as 10 s have passed, and
# without the second for each length, to a power of ten, of a text or list that is asked for, which takes a quarter of a
# second of the processor. What takes longer than it may is looked for every 2 s otherwise.
FOR_TESTS = {
    "dbms.cypher.min_replan_interval": "1h",
    "internal.cypher.use_parameter_size": "false",
    "server.db.query_cache_size": "5000",
    "db.transaction.monitor.check.interval": "100ms",
}


class UnavailableError(Exception):
    """This machine cannot run the server; says why, in one line."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; its only user is neo4j."""

    process: subprocess.Popen[bytes] | None  # None for another process's
    port: int
    home: Path
    password: str
    keeps: Path | None = None
    """Where its classes go when it ends, for those that start later."""

    @property
    def address(self) -> str:
        return f"bolt://neo4j:{self.password}@127.0.0.1:{self.port}"

    def stop(self) -> None:
        """At once: what it has committed is on disk, and nothing else is wanted but its classes, if it keeps them."""
        assert self.process is not None
        if self.keeps and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(START_SECONDS)
            with suppress(OSError):  # another run was quicker, or it did not come to it
                (self.home / CLASSES).replace(self.keeps)
        self.process.kill()
        self.process.wait()


def classpath() -> str:
    """Of all that the server consists of; fetched by Maven into its own repository where it is not there yet."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise UnavailableError(f"没有找到 {program}")
    file = BUILD / f"classpath-{_version()}.txt"
    if file.exists() and all(Path(jar).exists() for jar in file.read_text().split(os.pathsep)):
        return file.read_text()
    BUILD.mkdir(parents=True, exist_ok=True)
    command = [
        "mvn", "-q", "-B", "-f", str(POM),
        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
        "-Dmdep.includeScope=runtime", f"-Dmdep.outputFile={file}",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, shell=os.name == "nt")  # mvn is a .cmd there
    if done.returncode:
        said = next((line for line in done.stdout.splitlines() if "ERROR" in line), "")
        raise UnavailableError(f"Maven 没有取到 Neo4j：{said[:200]}")
    return file.read_text()


def archive(jars: str) -> Path:
    """Where the classes that a server loads lie ready to be used: a fifth of the processor time of its start. They go
    with the jars and with Java, and are made when the first server ends (`keep`)."""
    java = Path(shutil.which("java") or "").resolve()
    return BUILD / f"classes-{hashlib.sha256(f'{jars}{java}{java.stat().st_mtime_ns}'.encode()).hexdigest()[:12]}.jsa"


def start(
    home: Path,
    *,
    memory: str = "1g",
    settings: Mapping[str, str] | None = None,
    quick: bool = False,
    keep: bool = False,
) -> Server:
    """Start a server whose data lie in `home`, and wait until it answers. Raises UnavailableError.

    `quick`: for tests, not to be measured; `keep`: let the next that are quick start with its classes.
    """
    jars = classpath()
    ready = archive(jars)
    keeps = keep and not ready.exists()
    classes = f"-XX:ArchiveClassesAtExit={home / CLASSES}" if keeps else f"-XX:SharedArchiveFile={ready}"
    port = _free_port()
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    all_settings = {
        **SETTINGS,
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        **(FOR_TESTS if quick else {}),
        **(settings or {}),
    }
    (conf / "neo4j.conf").write_text("".join(f"{key}={value}\n" for key, value in all_settings.items()))
    if not (home / "data" / "databases" / "system").exists():  # its first start
        _set_password(home)
    with (home / "out.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *_java(memory, jars, *((*QUICK, classes) if quick else ())),
                "org.neo4j.server.CommunityEntryPoint",
                f"--home-dir={home}",
                f"--config-dir={conf}",
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    server = Server(process, port, home, PASSWORD, ready if keeps else None)
    try:
        _wait(server)
    except BaseException:
        server.stop()
        raise
    return server


def _set_password(home: Path) -> None:
    """As the tool does, whose file is kept: a Java of its own for each server takes the processor a second."""
    own, kept = home / "data" / "dbms" / "auth.ini", BUILD / f"password-{_version()}.ini"
    if not kept.exists():
        admin(home, "dbms", "set-initial-password", PASSWORD)
        part = kept.with_suffix(f".{os.getpid()}-{home.name}")
        shutil.copyfile(own, part)
        part.replace(kept)
        return
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, own)


def _version() -> str:
    """Of all that the server consists of."""
    return hashlib.sha256(POM.read_bytes()).hexdigest()[:12]


def admin(home: Path, *arguments: str) -> str:
    """What `neo4j-admin` says, for a server that does not run."""
    jars = classpath()
    classes = f"-XX:SharedArchiveFile={archive(jars)}"  # a third of what the import takes
    command = [*_java("512m", jars, *BRIEF, classes), "org.neo4j.cli.AdminTool", *arguments]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise UnavailableError(f"neo4j-admin {arguments[0]} 失败：{(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


def _java(memory: str, jars: str, *more: str) -> Sequence[str]:
    return ("java", f"-Xms{memory}", f"-Xmx{memory}", *more, *OPENS, "-cp", jars)


def _wait(server: Server) -> None:
    until = time.monotonic() + START_SECONDS
    with neo4j.GraphDatabase.driver(
        server.address.replace(f"neo4j:{PASSWORD}@", ""), auth=("neo4j", PASSWORD)
    ) as driver:
        while True:
            try:
                driver.verify_connectivity()
                return
            except DriverError:
                if server.process is None or server.process.poll() is not None or time.monotonic() > until:
                    said = (server.home / "out.log").read_text(errors="replace").strip()[-500:]
                    raise UnavailableError(f"Neo4j 没有启动：{said}") from None
            time.sleep(0.3)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    try:
        print("测试用的 Neo4j：用 Maven 取得（第一次约 120 MB）……", flush=True)
        classpath()
    except UnavailableError as error:
        print(f"测试用的 Neo4j：{error}")
