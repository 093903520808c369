"""What a page says where there is no number."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _fail() -> None:
    from analytics.errors import NotPublishedError
    from dashboard.components.notices import failure

    failure(NotPublishedError("`a.parquet` is < whole.", next_step="Make one with `twoway publish`."))


def test_commands_in_a_failure_are_code_without_raw_marks() -> None:
    (drawn,) = AppTest.from_function(_fail).run().get("html")
    body = drawn.proto.body
    assert "<p>Make one with <code>twoway publish</code>.</p>" in body
    assert "<code>a.parquet</code> is &lt; whole." in body
    assert "`" not in body
