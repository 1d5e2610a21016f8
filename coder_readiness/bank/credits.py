"""How credits and scores are compared: with one tolerance, in this one place."""

TOLERANCE = 1e-9


def reaches(value: float, mark: float) -> bool:
    """Tell whether a score reaches a target or pass mark."""
    return value >= mark - TOLERANCE


def is_full(credit: float) -> bool:
    """Tell whether an answer earned everything there was to earn."""
    return reaches(credit, 1.0)
