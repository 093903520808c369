"""Free-text remarks for the surveys: invented sentences about a handful of themes, naming nobody."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analytics.simulate.draws import Draws

REMARK_QUESTION = "What would make working here better?"

_THEMES = (
    (
        ("Clearer career paths", "Open career steps", "Promotion criteria in writing"),
        ("for specialists", "for young colleagues", "in my unit", "without changing teams"),
    ),
    (
        ("Less meeting time", "Shorter meetings", "Fewer status meetings"),
        ("each week", "in the mornings", "with the other locations", "and more focus time"),
    ),
    (
        ("Flexible hours", "More work from home", "A four day week"),
        ("for parents", "for everyone", "in my team", "as in other units"),
    ),
    (
        ("Better tools", "Faster laptops", "Simpler systems"),
        ("for customer work", "for reporting", "in the plants", "and proper training"),
    ),
    (
        ("Leaders who listen", "Honest answers from leaders", "More contact with leaders"),
        ("about pay", "before decisions", "from every level", "and across generations"),
    ),
    (
        ("More learning time", "Training budgets", "Learning from older and younger colleagues"),
        ("every quarter", "in my unit", "for new hires", "about new technology"),
    ),
)
REMARKS = tuple(" ".join(parts) + "." for theme in _THEMES for parts in product(*theme))
_SHARE = 0.14


def remark_codes(draws: Draws, wave: str, engagement: NDArray[np.float64]) -> NDArray[np.int64]:
    """The remark of each employee (code into `REMARKS`), -1 for none; the discontented write more."""
    n = len(engagement)
    writes = draws.happens(f"{wave} remark", np.clip(_SHARE * np.exp(-0.4 * engagement), 0.0, 1.0))
    return np.where(writes, draws.code(f"{wave} remark text", n, (1.0,) * len(REMARKS)), -1)
