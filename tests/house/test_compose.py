"""What docker-compose.yml promises: a server that is healthy before the program starts, and no password in the file."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests import paths

FILE = paths.ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def test_the_program_waits_for_a_healthy_server() -> None:
    server, app = COMPOSE["services"]["neo4j"], COMPOSE["services"]["app"]
    assert server["image"] == "neo4j:5.26-community"
    assert "RETURN 1" in server["healthcheck"]["test"][1]
    assert app["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert app["environment"]["POLICYGRAPH_DATABASE"] == "neo4j://neo4j:7687"


def test_data_outlive_the_container() -> None:
    assert "neo4j-data:/data" in COMPOSE["services"]["neo4j"]["volumes"]
    assert "kept:/kept" in COMPOSE["services"]["app"]["volumes"], "accounts, the trail, what people entered"
    assert {"neo4j-data", "kept"} == set(COMPOSE["volumes"])
    dockerfile = FILE.with_name("Dockerfile").read_text(encoding="utf-8")
    assert "XDG_DATA_HOME=/kept" in dockerfile and "-o policygraph -g policygraph /graph /kept" in dockerfile


def test_passwords_come_from_the_environment_and_nothing_starts_without() -> None:
    given = re.findall(r"\$\{NEO4J_PASSWORD[^}]*\}", FILE.read_text(encoding="utf-8"))
    assert len(given) == 2 and all(each.startswith("${NEO4J_PASSWORD:?") for each in given)
    assert COMPOSE["services"]["neo4j"]["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")


def test_ports_are_reachable_from_this_machine_only() -> None:
    assert all(port.startswith("127.0.0.1:") for service in COMPOSE["services"].values() for port in service["ports"])


def test_the_page_is_served_though_a_document_could_not_be_read() -> None:
    (command,) = COMPOSE["services"]["app"]["command"]
    ingest, serve = command.split(" ; exec ")
    assert ingest == "policygraph ingest /documents"
    assert serve.startswith("policygraph app --address 0.0.0.0 ") and "--port 8501" in serve


def test_the_graph_lies_in_the_volume_and_what_reads_all_is_a_target_of_its_own() -> None:
    text = FILE.with_name("Dockerfile").read_text(encoding="utf-8")
    assert "ENV POLICYGRAPH_DATABASE=/graph" in text and "VOLUME /graph" in text and "HEALTHCHECK" in text
    assert [line.split()[-1] for line in text.splitlines() if line.startswith("FROM")] == ["base", "full", "slim"]
    full = text.split("AS full")[1].split("AS slim")[0]
    assert "libreoffice" in full and "[ocr]" in full
