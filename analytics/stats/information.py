"""Inverses of information matrices, refused when the data do not determine every coefficient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analytics.errors import UndefinedStatisticError

if TYPE_CHECKING:
    from analytics.stats.patterns import Floats

SMALLEST = 1e-12


def inverse(information: Floats) -> Floats:
    """The inverse of a symmetric matrix, computed after scaling its diagonal to 1 so that units do not matter.

    Args:
        information: X'WX of a model, shape (terms, terms).

    Raises:
        UndefinedStatisticError: A term carries no information, or one follows from the others.

    >>> inverse(np.array([[4.0, 0.0], [0.0, 1e-8]])).diagonal().tolist()
    [0.25, 100000000.0]
    """
    diagonal = np.diag(information)
    if not (diagonal > 0).all():
        raise _undetermined()
    scale = 1 / np.sqrt(diagonal)
    values, vectors = np.linalg.eigh(information * np.outer(scale, scale))
    if values[0] < SMALLEST:
        raise _undetermined()
    found: Floats = (vectors / values) @ vectors.T * np.outer(scale, scale)
    return found


def _undetermined() -> UndefinedStatisticError:
    return UndefinedStatisticError(
        "The data do not determine every coefficient: a covariate does not vary, or follows from the others.",
        next_step="Leave a covariate out, or use broader categories.",
    )
