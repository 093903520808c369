"""The store in an S3 bucket, as Delta tables and as a copy: with a real server, whose address TWOWAY_S3 says.

`make test-s3` starts one and runs this. Any S3 of one's own does as well, with a bucket that may be made and written.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

import pytest
from deltalake import DeltaTable
from pyarrow.fs import LocalFileSystem, S3FileSystem, copy_files

from analytics.errors import StoreError
from analytics.store import Store
from analytics.store.delta import export_delta
from analytics.store.record import Version
from tests.given import PERSON, given
from tests.store.examples import store_with

if TYPE_CHECKING:
    from pathlib import Path

SERVER = os.environ.get("TWOWAY_S3", "")
pytestmark = pytest.mark.skipif(not SERVER, reason="NOTHING WAS TRIED ON S3: TWOWAY_S3 names no server.")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a new, empty bucket."""
    usual = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_REGION": "us-east-1"}
    for name, value in usual.items():
        monkeypatch.setenv(name, os.environ.get(name, value))
    monkeypatch.setenv("AWS_ENDPOINT_URL", SERVER)
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    name = f"twoway-{secrets.token_hex(6)}"
    server().create_dir(name)
    return name


def server() -> S3FileSystem:
    return S3FileSystem(region=os.environ["AWS_REGION"], endpoint_override=SERVER, allow_bucket_creation=True)


@pytest.fixture
def version(tmp_path: Path) -> Version:
    people = [[{**PERSON, "person_key": 1}, {**PERSON, "person_key": 2}], [{**PERSON, "person_key": 3}]]
    files = given(tmp_path, people=people, responses=[{"respondent_key": 1, "wave": "2024", "q001": 4}]).files
    return Version(number=7, sha256="0" * 64, imports=(), files={name: tuple(paths) for name, paths in files.items()})


def test_every_row_is_in_the_bucket_and_exporting_again_is_a_new_version(version: Version, bucket: str) -> None:
    for _ in range(2):
        assert export_delta(version, f"s3://{bucket}/lake") == {"people": 3, "responses": 1}
    people = DeltaTable(f"s3://{bucket}/lake/people")
    assert people.version() == 1
    assert people.metadata().description == "Twoway, store version 7"
    found = people.to_pyarrow_table().to_pylist()
    assert {(row["person_key"], row["import_number"]) for row in found} == {(1, 0), (2, 0), (3, 1)}


def test_a_bucket_that_is_not_there_is_an_error_that_says_so(version: Version, bucket: str) -> None:
    with pytest.raises(StoreError, match="cannot be written to that place"):
        export_delta(version, f"s3://{bucket}-of-nobody/lake")


def test_a_store_that_was_copied_there_and_back_is_that_store(tmp_path: Path, bucket: str) -> None:
    here, back = tmp_path / "here", tmp_path / "back"
    store = store_with(here, "first", "second")
    copy_files(str(here), f"{bucket}/store", source_filesystem=LocalFileSystem(), destination_filesystem=server())
    back.mkdir()
    copy_files(f"{bucket}/store", str(back), source_filesystem=server(), destination_filesystem=LocalFileSystem())
    copied = Store.open(back)
    assert copied.verify() == ()
    assert copied.version().sha256 == store.version().sha256
    assert copied.key() == store.key()
    assert {path.name for paths in copied.version().files.values() for path in paths} == {
        path.name for paths in store.version().files.values() for path in paths
    }
