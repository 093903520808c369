"""`twoway publish`, `releases`, `withdraw` and `verify`, as a steward uses them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analytics.release.files import CELLS
from analytics.release.flow import Wish, publish_store
from tests.cli.store_commands import Terminal
from tests.release.surveyed import WAVE, surveyed


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store and a draft in it."""
    folder = tmp_path_factory.mktemp("commands")
    store = surveyed(folder)
    publish_store(store, store.folder / "published", Wish(by="ana", is_draft=True))
    return folder


@pytest.fixture
def steward(drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with a copy of that store."""
    return Terminal(folder=Path(shutil.copytree(drafted, tmp_path / "copy")), capture=capsys)


def ids(steward: Terminal) -> list[str]:
    return [one["release"] for one in json.loads(steward.run("releases", "--json").out)]


def test_a_draft_becomes_the_release_and_closes_its_wave(steward: Terminal) -> None:
    (draft,) = ids(steward)
    ran = steward.run("publish", "--from-draft", draft[:10], "--by", "ana")
    assert ran.status == 0
    release = draft.removesuffix("-draft")
    assert ran.out.splitlines()[:2] == [
        f"Published release {release} of data version 1.",
        f"Closed: {WAVE}. Answers that come later can only be added as an amendment.",
    ]
    assert f"{release}  " in steward.run("releases").out
    assert "what viewers see" in steward.run("releases").out


def test_a_wave_that_is_held_open_is_not_published(steward: Terminal) -> None:
    held = steward.run("publish", "--hold-open", WAVE, "--by", "ana")
    assert held.out == f"Held open: {WAVE}. Drafts can be made; `twoway publish --close {WAVE}` closes it.\n"
    refused = steward.run("publish", "--json")
    assert refused.status == 1
    assert json.loads(refused.err)["error"]["code"] == "not_published"
    closed = json.loads(steward.run("publish", "--close", WAVE, "--json").out)
    assert (closed["closed"], closed["is_draft"]) == ([WAVE], False)


def test_wanted_tables_are_stated_in_order(steward: Terminal) -> None:
    made = json.loads(
        steward.run("publish", "--draft", "--table", "gender,level", "--table", "arm,gender", "--json").out
    )
    facts = json.loads((Path(made["folder"]) / "release.json").read_text(encoding="utf-8"))
    assert facts["tables"] == [["gender", "level"], ["arm", "gender"]]
    assert ids(steward) == [made["release"]]


@pytest.mark.parametrize("table", ["gender", "gender,gender", "gender,level,arm"])
def test_a_table_of_other_than_two_dimensions_is_refused(steward: Terminal, table: str) -> None:
    ran = steward.run("publish", "--table", table)
    assert ran.status == 1
    assert "--table cohort,gender" in ran.err


def test_a_draft_is_made_or_published_not_both(steward: Terminal) -> None:
    ran = steward.run("publish", "--draft", "--from-draft", "000001")
    assert ran.status == 1
    assert "either made or published" in ran.err


def test_a_limit_that_is_too_low_names_itself(steward: Terminal) -> None:
    (steward.store / "twoway.toml").write_text("[limits]\nseconds = 1", encoding="utf-8")
    shutil.rmtree(steward.store / "published")
    ran = steward.run("publish")
    assert ran.status == 1
    assert ran.err.splitlines() == [
        "error[limit]: Publishing took more time than it may.",
        "  Its limit is 1 seconds.",
        "  Nothing was changed. Raise seconds under [limits] in twoway.toml, or use a larger machine.",
    ]
    assert not (steward.store / "published").exists()


def test_a_withdrawn_release_is_listed_with_its_reason_and_shown_to_nobody(steward: Terminal) -> None:
    (draft,) = ids(steward)
    steward.run("publish", "--from-draft", draft)
    withdrawn = steward.run("withdraw", draft[:12], "--reason", "A unit was twice in it.", "--by", "ana")
    assert withdrawn.out == (
        f"Withdrawn: {draft.removesuffix('-draft')}.\nViewers see nothing now, until the next release.\n"
    )
    assert "withdrawn: A unit was twice in it. (ana, " in steward.run("releases").out
    measured = steward.run("measure", "engagement")
    assert measured.status == 1
    assert "has been withdrawn" in measured.err
    assert "twice" not in measured.err


def test_verification_says_yes_or_what_differs(steward: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    del capsys
    (draft,) = ids(steward)
    right = steward.run("verify", draft)
    assert right.status == 0
    assert right.out.startswith(f"{draft}: yes, as it was published: ")
    assert "every cell follows from the store" in right.out
    with (steward.store / "published" / draft / CELLS).open("ab") as file:
        file.write(b" ")
    wrong = steward.run("verify", "--json")
    assert wrong.status == 1
    assert json.loads(wrong.out) == [
        {
            "release": draft,
            "is_right": False,
            "is_countable": True,
            "checked": [],
            "faults": [f"{CELLS} was changed after it was made."],
            "unchecked": [],
        }
    ]


def test_a_release_compared_with_itself_says_the_same(steward: Terminal) -> None:
    (draft,) = ids(steward)
    ran = steward.run("releases", "--compare", draft, draft)
    assert ran.out == f"{draft} compared with {draft}:\nBoth say the same, to the last digit.\n"


def test_releases_of_a_new_store_are_none(terminal: Terminal) -> None:
    assert terminal.run("releases").out == "Nothing has been published yet.\n"
    assert terminal.run("verify").status == 1
