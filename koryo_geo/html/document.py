"""A finished page: head and policy, the map with its title and notice, and its text version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from koryo_geo.html import text_version
from koryo_geo.html.policy import policy
from koryo_geo.html.templates import markup, template
from koryo_geo.html.writer import Writer
from koryo_geo.language.catalogue import catalogue
from koryo_geo.language.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koryo_geo.content.model import MapContent
    from koryo_geo.html.pictures import Picture


@dataclass(frozen=True, slots=True)
class Parts:
    """What the map's own elements put into a page: HTML for the head and the body, and JavaScript without its element."""

    header: str
    body: str
    script: str


_VIEWPORT = re.compile(r'<meta name="viewport".*?/>', re.DOTALL)


def document(
    parts: Parts,
    content: MapContent | None = None,
    *,
    record_page: str = "",
    still: Picture | None = None,
    allow_hosts: Sequence[str] = (),
) -> str:
    """Write a page, under a policy that its own scripts pass and nothing else.

    Parameters
    ----------
    parts : Parts
    content : MapContent, optional
        Gives title, notice, languages and text version; a page without it has the map alone.
    record_page : str
        Address of the record's page, which figures then link to.
    still : Picture, optional
        What a reader without scripts sees in the place of the map.
    allow_hosts : sequence of str
        Origins that pictures may come from.

    Returns
    -------
    str
    """
    # The page has a viewport of its own that lets people zoom; folium's does not.
    header = _VIEWPORT.sub("", parts.header)
    script = f"<script>{parts.script.strip()}</script>"
    text = template("page.html").render(
        lang=content.languages[0] if content else "en",
        policy=policy(header + parts.body + script, allow_hosts),
        title=title_of(content),
        content=content,
        still=still,
        w=Writer(content.languages) if content else None,
        markup=markup,
        header=markup(header),
        body=markup(parts.body),
        script=markup(script),
        text=markup(text_version.render(content, record_page)) if content else "",
    )
    return str(text).rstrip("\n") + "\n"


def title_of(content: MapContent | None) -> str:
    """The title of a page, in its first language."""
    return in_language(content.title, content.languages[0]) if content else catalogue("en").say("map_untitled")
