"""Streamlit's hundred loggers hand on what they are told, as all others do.

Otherwise pytest takes hold of each of them and lets it go, twice for each part of each test: a twentieth of the time.
"""

from __future__ import annotations

import logging

import pytest


@pytest.hookimpl(trylast=True)  # when all that tests import is there
def pytest_collection_finish() -> None:
    for logger in logging.Logger.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.propagate = True
