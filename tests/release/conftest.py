"""One release of the small company, published once and read by many tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from analytics.program import Program
from analytics.release.publish import publish
from tests.company import company

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def release_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release; a test that changes a file does so in a copy."""
    folder = tmp_path_factory.mktemp("release")
    return publish(company(folder), Program(), folder / "published", at="2026-01-05T09:00:00+00:00")
