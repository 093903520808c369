from __future__ import annotations

from dataclasses import replace

from analytics.comparison.design import Design
from analytics.report.evidence import design_of
from tests.comparison.evidence_example import example

DESIGN = Design(name="Junior mentors")


def test_the_design_is_given_only_where_its_hash_is_the_one_printed() -> None:
    kept = replace(example(), design=DESIGN.as_toml(), sha256=DESIGN.sha256)
    assert design_of(kept) == DESIGN
    assert design_of(replace(kept, design=replace(DESIGN, margin=9.0).as_toml())) is None
    assert design_of(replace(kept, design="salary = 1")) is None
    assert design_of(replace(kept, design="")) is None
