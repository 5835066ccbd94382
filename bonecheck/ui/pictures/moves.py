"""Draws the basic moves of the exercise programme as line figures: two poses and an arrow, in the colour of the text.

A figure is a set of joints, in a side view that looks to the right; the back is one straight line in every pose.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from math import cos, hypot, radians, sin, sqrt

Point = tuple[float, float]

SHIN, THIGH, BACK, UPPER_ARM, FOREARM, FOOT, NECK, HEAD = 24.0, 24.0, 34.0, 17.0, 17.0, 11.0, 4.0, 7.5
FLOOR = 122.0
COUNTER = 62.0  # the height of its top
_WIDTH, _HEIGHT = 280, 132
_SECOND = _WIDTH / 2  # where the second pose begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One figure by its joints; `other_leg` is a second leg (knee, ankle, toe) where it is not hidden by the first."""

    toe: Point
    ankle: Point
    knee: Point
    hip: Point
    shoulder: Point
    head: Point
    elbow: Point
    hand: Point
    other_leg: tuple[Point, Point, Point] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A move: its poses from left to right, what stands around each of them, and the arrows."""

    poses: tuple[Pose, ...]
    around: tuple[str, ...]
    arrows: tuple[str, ...] = ()
    returns: bool = True


def svg(move: str, alt: str) -> str:
    """The drawing of a move as SVG; `alt` says what it shows."""
    drawing = DRAWINGS[move]()
    parts = []
    step = _WIDTH / 2 if len(drawing.poses) == 2 else _WIDTH / 4
    for number, (pose, around) in enumerate(zip(drawing.poses, drawing.around, strict=True)):
        left = number * step + (step if len(drawing.poses) == 1 else 0)
        parts.append(f'<g transform="translate({left:.0f} 0)"><g opacity=".5">{around}</g>{_figure(pose)}</g>')
    parts += [f'<g class="move-arrow">{arrow}</g>' for arrow in drawing.arrows]
    if len(drawing.poses) == 2:
        parts.append(_between(returns=drawing.returns))
    return (
        f'<svg class="move" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(alt)}" fill="none"'
        f' stroke="currentColor" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">{"".join(parts)}</svg>'
    )


# ---------------------------------------------------------------- strokes


def _figure(pose: Pose) -> str:
    lines = [
        _line(
            (pose.toe[0] + 5, pose.toe[1]),
            pose.toe,
            _heel(pose.ankle, pose.toe),
            pose.ankle,
            pose.knee,
            pose.hip,
            pose.shoulder,
        ),
        _line(pose.shoulder, pose.elbow, pose.hand, width=4),
    ]
    if pose.other_leg is not None:
        knee, ankle, toe = pose.other_leg
        lines.append(_line(pose.hip, knee, ankle, toe, width=4))
    (x, y) = pose.head
    joints = "".join(_dot(point) for point in (pose.knee, pose.hip, pose.shoulder, pose.elbow))
    return f'{"".join(lines)}<circle cx="{x:.1f}" cy="{y:.1f}" r="{HEAD}" fill="currentColor" stroke="none"/>{joints}'


def _heel(ankle: Point, toe: Point) -> Point:
    """The heel, a little behind the ankle on the line of the foot."""
    length = hypot(toe[0] - ankle[0], toe[1] - ankle[1])
    return ankle[0] - 3 * (toe[0] - ankle[0]) / length, ankle[1] - 3 * (toe[1] - ankle[1]) / length


def _line(*points: Point, width: float = 5) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" stroke-width="{width:g}"/>'


def _dot(point: Point) -> str:
    return f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="3.6" fill="currentColor" stroke="none"/>'


def _arrow(start: Point, end: Point) -> str:
    """A thin arrow."""
    along = (end[0] - start[0], end[1] - start[1])
    length = hypot(*along)
    unit = (along[0] / length, along[1] / length)
    back = (end[0] - 6 * unit[0], end[1] - 6 * unit[1])
    side = (-unit[1] * 4, unit[0] * 4)
    tips = ((back[0] + side[0], back[1] + side[1]), end, (back[0] - side[0], back[1] - side[1]))
    return _line(start, end, width=2.5) + _line(*tips, width=2.5)


def _between(*, returns: bool) -> str:
    """From the first pose to the second, and back where the move returns."""
    middle = _SECOND
    there = _arrow((middle - 14, 12), (middle + 14, 12))
    return there + (_arrow((middle + 14, 24), (middle - 14, 24)) if returns else "")


def _floor(left: float = 6, right: float = 130) -> str:
    return _line((left, FLOOR + 4), (right, FLOOR + 4), width=2)


def _chair(seat: Point) -> str:
    x, y = seat
    return _line((x - 14, y - 34), (x - 14, FLOOR + 2), width=3) + _line(
        (x - 14, y + 4), (x + 14, y + 4), (x + 14, FLOOR + 2), width=3
    )


def _counter(left: float = 88) -> str:
    return _line((left, COUNTER + 3), (128, COUNTER + 3), width=3) + _line(
        (left + 22, COUNTER + 3), (left + 22, FLOOR + 2), width=3
    )


# ---------------------------------------------------------------- poses


def _away(start: Point, angle: float, length: float) -> Point:
    """A point from `start`, at an angle in degrees: 0 is up, 90 to the right, where the figure looks."""
    return start[0] + length * sin(radians(angle)), start[1] - length * cos(radians(angle))


def _standing(
    toe: Point,
    *,
    foot: float = 90,
    shin: float = 0,
    thigh: float = 0,
    back: float = 0,
    arm: tuple[float, float] = (196, 164),
    hand: Point | None = None,
    elbow_low: bool = True,
) -> Pose:
    """A figure from its toes upwards, by the angle of each part; the hand is at a place, or follows from the angles."""
    ankle = _away(toe, foot + 180, FOOT)
    ankle = (ankle[0], ankle[1] - 2)
    knee = _away(ankle, shin, SHIN)
    hip = _away(knee, thigh, THIGH)
    shoulder = _away(hip, back, BACK)
    head = _away(shoulder, back, NECK + HEAD)
    if hand is None:
        elbow = _away(shoulder, arm[0], UPPER_ARM)
        hand = _away(elbow, arm[1], FOREARM)
    else:
        elbow = _elbow(shoulder, hand, low=elbow_low)
    return Pose(toe=toe, ankle=ankle, knee=knee, hip=hip, shoulder=shoulder, head=head, elbow=elbow, hand=hand)


def _elbow(shoulder: Point, hand: Point, *, low: bool) -> Point:
    """Where the elbow is when the hand is at a place; `low` picks the lower of the two."""
    along = (hand[0] - shoulder[0], hand[1] - shoulder[1])
    reach = min(hypot(*along), UPPER_ARM + FOREARM)
    middle = (shoulder[0] + along[0] / 2, shoulder[1] + along[1] / 2)
    out = sqrt(max(0.0, UPPER_ARM**2 - (reach / 2) ** 2))
    side = (-along[1] / (reach or 1) * out, along[0] / (reach or 1) * out)
    both = ((middle[0] + side[0], middle[1] + side[1]), (middle[0] - side[0], middle[1] - side[1]))
    return max(both, key=lambda point: point[1]) if low else min(both, key=lambda point: point[1])


def _lying(*, lifted: bool) -> Pose:
    """On the back with the knees bent; lifted, with shoulder, hip and knee in line."""
    ankle, shoulder = (92.0, FLOOR - 5), (34.0, FLOOR - 6)
    knee = (87.0, FLOOR - 29.5) if lifted else (80.0, FLOOR - 26)
    hip = _towards(shoulder, knee, BACK) if lifted else (shoulder[0] + BACK, FLOOR - 6)
    return Pose(
        toe=(103, FLOOR - 2),
        ankle=ankle,
        knee=knee,
        hip=hip,
        shoulder=shoulder,
        head=(shoulder[0] - NECK - HEAD, FLOOR - 8),
        elbow=(shoulder[0] + 16, FLOOR - 1),
        hand=(shoulder[0] + 32, FLOOR - 1),
    )


def _towards(start: Point, end: Point, length: float) -> Point:
    reach = hypot(end[0] - start[0], end[1] - start[1])
    return start[0] + (end[0] - start[0]) * length / reach, start[1] + (end[1] - start[1]) * length / reach


# ---------------------------------------------------------------- the moves


def _sit_to_stand() -> Drawing:
    toe = (84.0, FLOOR)
    sitting = _standing(toe, shin=4, thigh=271, back=28, arm=(140, 112))
    upright = _standing(toe)
    seat = (sitting.hip[0], sitting.hip[1])
    return Drawing(poses=(sitting, upright), around=(_chair(seat) + _floor(), _chair(seat) + _floor()))


def _hip_hinge() -> Drawing:
    toe = (74.0, FLOOR)
    upright = _standing(toe)
    hinged = _standing(toe, shin=2, thigh=-26, back=62, arm=(180, 180))
    seat = hinged.hip
    around = _floor()
    arrow = _arrow((_SECOND + seat[0] + 2, seat[1] - 16), (_SECOND + seat[0] - 22, seat[1] - 12))
    return Drawing(poses=(upright, hinged), around=(around, around), arrows=(arrow,))


def _bridge() -> Drawing:
    up = _lying(lifted=True)
    arrow = _arrow((_SECOND + up.hip[0], up.hip[1] - 12), (_SECOND + up.hip[0], up.hip[1] - 32))
    return Drawing(poses=(_lying(lifted=False), up), around=(_floor(), _floor()), arrows=(arrow,))


def _at_the_counter(*, on_toes: bool) -> Pose:
    return _standing((82.0, FLOOR), foot=132 if on_toes else 90, hand=(91, COUNTER - 1))


def _heel_raise() -> Drawing:
    around = _counter() + _floor()
    return Drawing(
        poses=(_at_the_counter(on_toes=False), _at_the_counter(on_toes=True)),
        around=(around, around),
        arrows=(_arrow((_SECOND + 50, FLOOR - 2), (_SECOND + 50, FLOOR - 24)),),
    )


def _heel_drop() -> Drawing:
    around = _counter() + _floor()
    return Drawing(
        poses=(_at_the_counter(on_toes=True), _at_the_counter(on_toes=False)),
        around=(around, around),
        arrows=(_arrow((_SECOND + 48, FLOOR - 24), (_SECOND + 48, FLOOR - 2)),),
        returns=False,
    )


def _wall_push() -> Drawing:
    wall, height = 98.0, 52.0
    around = _line((wall + 4, 20), (wall + 4, FLOOR + 2), width=3) + _floor()
    far, near = (_standing((58.0, FLOOR), shin=lean, thigh=lean, back=lean, hand=(wall, height)) for lean in (13.5, 25))
    return Drawing(poses=(far, near), around=(around, around))


def _band_row() -> Drawing:
    upright = _standing((56.0, FLOOR))
    shoulder, hook = upright.shoulder, (124.0, 54.0)
    poses, around = [], []
    for hand in ((shoulder[0] + 33, shoulder[1] + 8), (shoulder[0] + 11, shoulder[1] + 13)):
        pulled = hand[0] < shoulder[0] + 20
        elbow = (shoulder[0] - 6, shoulder[1] + 16) if pulled else _elbow(shoulder, hand, low=True)
        poses.append(replace(upright, hand=hand, elbow=elbow))
        around.append(
            _line((hook[0] + 2, 36), (hook[0] + 2, FLOOR + 2), width=3) + _line(hand, hook, width=2) + _floor()
        )
    arrow = _arrow((_SECOND + shoulder[0] - 10, shoulder[1] + 16), (_SECOND + shoulder[0] - 32, shoulder[1] + 16))
    return Drawing(poses=tuple(poses), around=tuple(around), arrows=(arrow,))


def _balance_stand() -> Drawing:
    around = _counter() + _floor()
    both = _standing((82.0, FLOOR), hand=(91, COUNTER - 1))
    knee = _away(both.hip, 136, THIGH)
    ankle = _away(knee, 196, SHIN)
    one = replace(both, other_leg=(knee, ankle, _away(ankle, 100, FOOT)))
    return Drawing(poses=(both, one), around=(around, around))


def _back_hold() -> Drawing:
    lying = _lying(lifted=False)
    left = _WIDTH / 4
    down = [_arrow((left + x, FLOOR - 44), (left + x, FLOOR - 22)) for x in (lying.head[0], lying.shoulder[0] + 4)]
    return Drawing(poses=(lying,), around=(_floor(),), arrows=tuple(down))


DRAWINGS: Mapping[str, Callable[[], Drawing]] = {
    "sit_to_stand": _sit_to_stand,
    "hip_hinge": _hip_hinge,
    "bridge": _bridge,
    "heel_raise": _heel_raise,
    "wall_push": _wall_push,
    "band_row": _band_row,
    "balance_stand": _balance_stand,
    "heel_drop": _heel_drop,
    "back_hold": _back_hold,
}
