"""What stands beside the map: date, sentence and its source, the key, the scale bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from koryo_geo.export.still.ground import INKS
from koryo_geo.export.still.labels import drawn
from koryo_geo.export.still.measure import wrapped
from koryo_geo.export.still.svg import Type, tag, text_line
from koryo_geo.style import PALETTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.export.still.frame import Box, Pane, Room
    from koryo_geo.export.still.labels import Label, Plate
    from koryo_geo.language.catalogue import Catalogue

#: Lengths that a scale bar may have: one, two or five, and a number of noughts.
_ROUND_KM = [step * 10**power for power in range(5) for step in (1, 2, 5)]


@dataclass(frozen=True, slots=True)
class Words:
    """What is read beside the map.

    Attributes
    ----------
    date, title, told, sentence, source : str
        ``told`` says of a voice through whom it has come.
    key : tuple of (str, str)
        Lines of the key: the kind of sign (``square``, ``house``, ``pale``, ``hatch``, blank for none) and its words.
    notes : tuple of str
    """

    date: str
    title: str
    told: str
    sentence: str
    source: str
    key: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def lay_out(words: Words, room: Room, say: Catalogue, plates: Sequence[Plate]) -> str:
    """Draw the words: date, plates, title, sentence and source from above, the key from the foot."""
    top = _top(room)
    row, below, spans = plate_row(plates, room, room.map_box[3] if room.column else top)
    below = top if room.column or room.low else below
    if room.low and plates:  # there is no height for both: the words stand where the plates leave most room
        room = _between(room, spans)
    return "".join([_band(room), _date(words.date, room), row, _sentence(words, room, say, below)])


def _top(room: Room) -> float:
    """Where the words begin: below the date, where that stands above them."""
    return _date_spot(room)[1] + 1.6 * room.u if room.column else room.words[1]


def _between(room: Room, spans: Sequence[tuple[float, float]]) -> Room:
    """A room whose words stand in the widest gap between plates, each of which covers a span from left to right."""
    left, top, right, bottom = room.words
    starts = [left, *(end + 1.5 * room.u for _, end in spans)]
    ends = [*(start - 1.5 * room.u for start, _ in spans), right]
    start, end = max(zip(starts, ends, strict=True), key=lambda gap: gap[1] - gap[0])
    return replace(room, words=(start, top, end, bottom))


def plate_row(plates: Sequence[Plate], room: Room, top: float) -> tuple[str, float, list[tuple[float, float]]]:
    """Plates beside each other, each as near below its tip as the others allow, with leaders; the row's foot; their spans."""
    if not plates:
        return "", top, []
    u, left, right = room.u, room.words[0], room.words[2]
    if room.column:
        left, right = 1.5 * u, room.map_box[2] - 1.5 * u
    parts, x, y, depth = [], left, top + 0.5 * u, 0.0
    spans: list[tuple[float, float]] = []
    for plate in sorted(plates, key=lambda plate: (plate.tip is None, plate.tip or (0.0, 0.0))):
        width, height = plate.label.width + 1.4 * u, plate.label.height + 0.7 * u
        if x > left and x + width > right:
            x, y, depth = left, y + depth + 0.5 * u, 0.0
        x = max(x, min(plate.tip[0] - width / 2, right - width)) if plate.tip else x
        depth = max(depth, height)
        parts.append(_leader(plate.tip, (x, y, x + width, y + height), u) if plate.tip else "")
        parts.append(_plate(plate.label, (x, y, width, height), u))
        spans.append((x, x + width))
        x += width + 0.8 * u
    return "".join(parts), y + depth + 0.6 * u, spans


def _leader(tip: tuple[float, float], box: Box, u: float) -> str:
    end = (min(max(tip[0], box[0] + 0.5 * u), box[2] - 0.5 * u), box[1])
    line = tag("line", x1=float(tip[0]), y1=float(tip[1]), x2=end[0], y2=end[1], stroke=INKS.text, stroke_width=max(0.12 * u, 0.8))
    return line + tag("circle", cx=float(tip[0]), cy=float(tip[1]), r=0.22 * u, fill=INKS.text)


def _plate(label: Label, box: Box, u: float) -> str:
    x, y, width, height = box
    frame = tag("rect", x=x, y=y, width=width, height=height, fill=INKS.plate, stroke=INKS.rule, stroke_width=max(0.1 * u, 0.7))
    return frame + drawn(label, (x + 0.7 * u, y + 0.3 * u), None)


def date_box(words: Words, room: Room) -> Box:
    """What the date covers of the map."""
    face = _date_face(room)
    left, base = _date_spot(room)
    return left, base - face.size, left + face.width(words.date), base + face.size * 0.3


def _date_face(room: Room) -> Type:
    return Type((2.2 if room.upright or room.low else 3.2) * room.u, "serif", ink=INKS.text)


def _date_spot(room: Room) -> tuple[float, float]:
    if room.column:
        return room.words[0], room.words[1] + 3.2 * room.u
    return (2 * room.u, 4.1 * room.u) if room.upright else (3 * room.u, (3.4 if room.low else 5.2) * room.u)


def _date(date: str, room: Room) -> str:
    return text_line(date, _date_spot(room), _date_face(room), halo=None if room.upright or room.column else INKS.paper)


def _band(room: Room) -> str:
    """The paper that the words stand on; a map above them fades into it."""
    if room.column:
        left = room.map_box[2]
        foot = tag("rect", x=0.0, y=room.map_box[3], width=left, height=room.height - room.map_box[3], fill=INKS.paper)
        return tag("rect", x=left, y=0.0, width=room.width - left, height=room.height, fill=INKS.paper) + foot
    top, depth = room.words[1], 2.5 * room.u
    fade = tag("rect", x=0.0, y=top - depth, width=room.width, height=depth, fill="url(#fade)")
    return ("" if room.upright else fade) + tag("rect", x=0.0, y=top, width=room.width, height=room.height - top, fill=INKS.paper)


def _sentence(words: Words, room: Room, say: Catalogue, top: float) -> str:
    """Title, sentence, source, key and notes; where not all has room, first what explains no sign gives way, then more."""
    signs = replace(words, key=tuple(row for row in words.key if row[0]))
    bare = replace(words, notes=(), key=())
    for less in (words, signs, replace(signs, notes=()), replace(words, key=()), bare, replace(bare, title="")):
        text, fits = _column(less, room, say, top)
        if fits:
            break
    return text


def _column(words: Words, room: Room, say: Catalogue, top: float) -> tuple[str, bool]:
    """Title, sentence and source from above, key and notes from the foot; and whether they do not meet."""
    u, (left, _, right, bottom) = room.u, room.words
    small = Type(max(1.2 * u, 12.0), ink=INKS.soft)
    key, key_top = _key(words, room, small, bottom)
    kicker = Type(max(1.35 * u, 12.0), ink=INKS.soft, spacing=0.12 * u)
    source = Type(max(1.3 * u, 12.0), ink=INKS.soft)
    titles = wrapped(words.title.upper(), (right - left) / (kicker.size + kicker.spacing * 1.6), "sans") if words.title else []
    told = small.size * 1.3 if words.told else 0.0
    room_left = key_top - top - kicker.size * (0.9 + 1.25 * len(titles)) - source.size * 2.4 - told
    size, lines = _fitted(words, room, room_left, say)
    parts, y = [], top
    for line in titles:
        y += kicker.size * 1.25
        parts.append(text_line(line, (left, y), kicker))
    if words.told:
        y += small.size * 1.3
        parts.append(text_line(_cut(words.told, small, right - left), (left, y), small))
    for line in lines:
        y += size * 1.24
        parts.append(text_line(line, (left, y), Type(size, "serif", ink=INKS.text)))
    if words.source:
        y += source.size * 1.75
        parts.append(text_line(_cut(f"{say.say('source')}: {words.source}", source, right - left), (left, y), source))
    return "".join([*parts, key]), len(lines) * size * 1.24 <= room_left


def _fitted(words: Words, room: Room, height: float, say: Catalogue) -> tuple[float, list[str]]:
    """The size of the sentence and its lines."""
    u = room.u
    most = 2.15 if room.upright else 2.4 if say.lang in ("ru", "kk") else 2.65
    most = min(most, 2.0) if room.low or room.column else most
    across = (room.words[2] - room.words[0]) * (1.0 if room.upright or room.column or room.low else 0.82)
    size = most * u
    while size > 12.0:
        lines = wrapped(words.sentence, across / size)
        if len(lines) * size * 1.24 <= height:
            return size, _evened(words.sentence, across / size, len(lines))
        size -= 0.05 * u
    return 12.0, wrapped(words.sentence, across / 12.0)


def _evened(text: str, across_em: float, count: int) -> list[str]:
    """The same number of lines, as even as can be: no word stands alone in the last."""
    narrower = across_em
    while narrower > 4 and len(wrapped(text, narrower - 0.5)) == count:
        narrower -= 0.5
    return wrapped(text, narrower)


def _cut(text: str, face: Type, across: float) -> str:
    """A line of sources that is too long ends with a sign that there are more."""
    shown = text
    while face.width(shown) > across and ";" in text:
        text = text.rsplit(";", 1)[0].rstrip(" …")
        shown = f"{text} …"
    while face.width(shown) > across and " " in text:
        text = text.rsplit(" ", 1)[0].rstrip(" …")
        shown = f"{text} …"
    return shown


def _key(words: Words, room: Room, face: Type, bottom: float) -> tuple[str, float]:
    """The key and the notes from the foot upward: signs in one line if they fit, else one below the other."""
    left, right = room.words[0], room.words[2]
    parts, y = [], bottom
    for note in reversed(words.notes):
        for line in reversed(wrapped_small(note, face, right - left)):
            parts.append(text_line(line, (left, y), face))
            y -= face.size * 1.35
    rows = _rows(_narrowed(words.key, face, right - left), face, right - left)
    for row in reversed(rows):
        x = left
        for kind, text in row:
            sign = _sign(kind, x, y, face.size)
            x += face.size * 1.5 if kind else 0
            parts += [sign, text_line(text, (x, y), face)]
            x += face.width(text) + face.size * 1.8
        y -= face.size * 1.5
    return "".join(parts), y


def wrapped_small(text: str, face: Type, across: float) -> list[str]:
    """A note in lines of its own face."""
    return wrapped(text, across / face.size, face.family)


def _rows(key: tuple[tuple[str, str], ...], face: Type, across: float) -> list[list[tuple[str, str]]]:
    """Put signs and their words into as few lines as hold them."""
    rows: list[list[tuple[str, str]]] = []
    used = across + 1
    for kind, text in key:
        need = face.width(text) + face.size * 3.3
        if used + need > across + face.size * 1.8:
            rows.append([])
            used = 0
        rows[-1].append((kind, text))
        used += need
    return rows


def _narrowed(key: tuple[tuple[str, str], ...], face: Type, across: float) -> tuple[tuple[str, str], ...]:
    """Words of the key that are wider than the column go on in a line of their own, under them."""
    return tuple(
        (kind if index == 0 else "", line)
        for kind, text in key
        for index, line in enumerate(wrapped_small(text, face, across - 1.5 * face.size))
    )


def _sign(kind: str, x: float, y: float, size: float) -> str:
    """A sign of the key."""
    side = size * 0.8
    box: dict[str, Any] = {"x": x, "y": y - side, "width": side, "height": side}
    match kind:
        case "square":
            return tag("rect", **box, fill=INKS.people)
        case "pale":
            return tag("rect", **box, fill=PALETTE["pale"], stroke=INKS.people, stroke_width=size * 0.07, stroke_dasharray="2 1.4")
        case "hatch":
            return tag("rect", **box, fill="url(#hatch)", stroke=INKS.hatch, stroke_width=size * 0.05)
        case "outline":
            return tag("rect", **box, fill="none", stroke=INKS.people, stroke_opacity=0.6, stroke_width=size * 0.09)
        case "house":
            return house(x, y, side, 1.0)
    return ""


def house(x: float, foot: float, side: float, share: float) -> str:
    """A house, its foot at the left; a part of one is cut from the foot upward."""
    top = foot - side * share
    roof = side * 0.4
    if share < 0.6:
        points = [(x, foot), (x, top), (x + side, top), (x + side, foot)]
    else:
        flat = (1 - share) / 0.4 * side / 2
        points = [
            (x, foot),
            (x, foot - side + roof),
            (x + side / 2 - flat, top),
            (x + side / 2 + flat, top),
            (x + side, foot - side + roof),
            (x + side, foot),
        ]
    return tag(
        "polygon",
        points=" ".join(f"{a:.1f},{b:.1f}" for a, b in points),
        fill=PALETTE["house"],
        stroke=INKS.people,
        stroke_width=max(side * 0.09, 0.6),
    )


def scale_bar(pane: Pane, room: Room, say: Catalogue) -> tuple[str, Box]:
    """A bar of a round length at the foot of a pane, and what it covers."""
    u = room.u
    length = max(km for km in _ROUND_KM if km * pane.scale <= 15 * u or km == 1)
    right, foot = pane.box[2] - (1.5 if room.upright else 3) * u, pane.box[3] - (0.8 if room.upright else 3) * u
    left = right - length * pane.scale
    face = Type(max(1.15 * u, 11.0), ink=INKS.text)
    points = [(left, foot - 0.6 * u), (left, foot), (right, foot), (right, foot - 0.6 * u)]
    bar = tag(
        "polyline",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        fill="none",
        stroke=INKS.text,
        stroke_width=0.12 * u,
    )
    words = text_line(say.say("scale_km", n=length), ((left + right) / 2, foot - 0.5 * u), face, anchor="middle", halo=INKS.paper)
    wide = max(right - left, face.width(say.say("scale_km", n=length)))
    return bar + words, (right - wide, foot - 0.5 * u - face.size, right, foot + 0.3 * u)
