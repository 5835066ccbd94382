"""Draws the pictures of a class as HTML that fills whatever room there is, as those of presenter mode do."""

from html import escape

from bonecheck.pictures import bone_svg
from bonecheck.pictures.bone_layout import NARROW, WIDE
from bonecheck.pictures.stage import image
from bonecheck.words.classroom import FallRows, GroupCard, GroupCards, HabitBar, HabitBars, Picture, Swarm

_HEIGHTS = {WIDE: 230, NARROW: 330}  # about the shape of the room that a wall and a phone have for it

_MARK, _MARKS = 2.0, 30  # the size of a mark of a fall [em], and how many of that size there is room for
_SHARE_OF_A_FIGURE = 0.05  # of a bar, on a phone


def drawn(picture: Picture) -> str:
    """One picture."""
    match picture:
        case Swarm():
            both = (
                f'<svg class="{name}" {bone_svg.many(picture.line, picture.places, width, _HEIGHTS[width])}</svg>'
                for name, width in (("narrow", NARROW), ("wide", WIDE))
            )
            return image("stage-line", picture.alt, "".join(both))
        case GroupCards():
            return f'<ul class="stage-groups">{"".join(map(_group, picture.cards))}</ul>'
        case HabitBars():
            bars = "".join(_habit(bar, picture.of) for bar in picture.bars)
            keys = "".join(
                f'<li><i class="{kind}"></i><span>{escape(said)}</span></li>' for kind, said in picture.legend
            )
            return image("stage-habits", picture.alt, f'<ul class="keys">{keys}</ul>{bars}')
        case FallRows():
            return image("stage-falls", picture.alt, "".join(_falls(*row) for row in picture.rows))


def _group(card: GroupCard) -> str:
    labels = "".join(f"<span>{escape(label)}</span>" for label in card.labels)
    listed = f'<p class="labels">{labels}</p>' if labels else ""
    return (
        f"<li><b>{escape(card.title)}</b><strong>{escape(card.people)}</strong>"
        f'<p class="line">{escape(card.line)}</p>{listed}</li>'
    )


def _habit(bar: HabitBar, of: int) -> str:
    """One bar; a part that is too narrow for its number has none, and stands in the table."""
    parts = []
    for kind, count in bar.parts:
        if count:
            share, said = count / of, str(count)
            number = f"<span>{said}</span>" if share >= _SHARE_OF_A_FIGURE * len(said) else ""
            parts.append(f'<i class="{kind}" style="width:{100 * share:.2f}%">{number}</i>')
    track = f'<span class="track">{"".join(parts)}</span>'
    return f'<div class="habit"><span class="label">{escape(bar.label)}</span>{track}</div>'


def _falls(label: str, count: int, fewer: int, said: str) -> str:
    marks = "<i></i>" * count + '<i class="fewer"></i>' * fewer
    size = _MARK * min(1.0, (_MARKS / (count + fewer)) ** 0.5)
    return (
        f'<div class="fall"><span class="label">{escape(label)}</span><b class="said">{escape(said)}</b>'
        f'<span class="track" style="--mark:{size:.2f}em">{marks}</span></div>'
    )
