"""The axis 进度: how far the work is behind 序时进度, in percentage points."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan


def gap_points(percent: float, share: float) -> float:
    """Return reported minus elapsed, in percentage points: negative is behind."""
    return percent - share * 100


def judge(percent: float, share: float, thresholds: Mapping[str, float]) -> str:
    """Return green, yellow, red, or grey when there is no figure (NaN).

    Thresholds are points behind; three more codes are told only where the settings ask for them:
    ``ahead`` from so many points in front, ``early`` (also ahead) when all is done before the
    period ends, ``idle`` when 0 % is reported.
    """
    if isnan(percent):
        return "grey"
    if percent <= 0 and thresholds.get("idle"):
        return "idle"
    if percent >= 100 and share < 1 and thresholds.get("early"):
        return "ahead"
    behind = round(-gap_points(percent, share), 6)
    if "ahead" in thresholds and -behind >= thresholds["ahead"]:
        return "ahead"
    if behind >= thresholds.get("red", 20.0):
        return "red"
    return "yellow" if behind >= thresholds.get("yellow", 5.0) else "green"
