"""The pages around the maps: the index, and how to embed them; in one language, without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koryo_geo.html.policy import STILL, WITH_FRAMES
from koryo_geo.html.templates import template
from koryo_geo.html.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.content.model import Credit, MapContent


def index(credit: Credit, contents: Sequence[MapContent], lang: str) -> str:
    """Write the page that leads to the maps and the record.

    Parameters
    ----------
    credit : Credit
    contents : sequence of MapContent
        One for each map, in order.
    lang : str
    """
    page = template("index.html")
    return str(page.render(title=credit.title, policy=STILL, credit=credit, contents=contents, w=Writer((lang,)), lang=lang))


def embed(credit: Credit, contents: Sequence[MapContent], lang: str) -> str:
    """Write the page that shows the maps inside another page, and the code to paste for that.

    Parameters
    ----------
    credit : Credit
    contents : sequence of MapContent
        One for each map, in order.
    lang : str
    """
    writer = Writer((lang,))
    title = writer.say("embed_title", title=credit.title)
    return str(template("embed.html").render(title=title, policy=WITH_FRAMES, contents=contents, w=writer, lang=lang))
