"""The styles of a Word file by name, each parsed when it is first asked for: many files bring a hundred and use five.

What a program wrote is cut at its tags, which is safe only where these cannot be mistaken. So a part is cut where it has no
comments, no instructions and nothing set apart, and where every `w:style` begins and ends in the usual way right behind the one
before; any other part is parsed as a whole.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

from checker.reading.packages import parse
from checker.reading.word.names import W

_URI = W[1:-1].encode()
_HEAD = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:utf|UTF)-8[\"'])?(?: standalone=[\"']yes[\"'])?\s*\?>)?\s*"
    rb'(<w:styles (?:[^<>\']* )?xmlns:w="' + re.escape(_URI) + rb'"[^<>\']*>)'
)
# Whatever bears the name of a style, with the character behind it.
_NAMED = re.compile(rb"w:style([\s/>])")
_OPEN, _CLOSE, _END = b"<w:style ", b"</w:style>", b"</w:styles>"
_DEFAULTS, _DEFAULTS_END = b"<w:docDefaults", b"</w:docDefaults>"
_ID = re.compile(rb'(?:^|\s)w:styleId="([^"]*)"')
_USUAL, _OF_PARAGRAPHS = re.compile(rb'(?:^|\s)w:default="(?:1|true|on)"'), re.compile(rb'(?:^|\s)w:type="paragraph"')


class Sheet:
    """The `w:style`s of one file: `usual` is the name of the one that paragraphs without a style have.

    Made from the bytes of the part or from its root, None for a file that has none. `defaults` is the `w:docDefaults`.
    """

    def __init__(self, part: bytes | _Element | None) -> None:
        self.defaults: _Element | None = None
        self.usual: str | None = None
        # Each style as bytes until it is asked for.
        self._styles: dict[str, bytes | _Element | None] = {}
        self._root = b""
        if not isinstance(part, bytes):
            self._take(part)
        elif not self._cut(part):
            self._take(parse(part))

    def __contains__(self, style: str | None) -> bool:
        return style is not None and self.get(style) is not None

    def get(self, style: str) -> _Element | None:
        """A style by its name."""
        found = self._styles.get(style)
        if isinstance(found, bytes):
            found = self._styles[style] = self._child(found, "style")
        return found

    def _take(self, root: _Element | None) -> None:
        """The styles of a part that is parsed as a whole."""
        if root is not None:
            elements = root.findall(W + "style")
            self._styles = {element.get(W + "styleId", ""): element for element in elements}
            self.usual = next((element.get(W + "styleId") for element in elements if _is_usual(element)), None)
            self.defaults = root.find(W + "docDefaults")

    def _cut(self, raw: bytes) -> bool:
        """Cut a part at its styles; false where it is not certain how."""
        head = _HEAD.match(raw)
        if head is None or head[1].count(b'"') % 2 or b"!" in raw or raw.find(b"?", head.end()) >= 0:
            return False
        before, *pieces = raw[head.end() :].split(_OPEN)
        # What opens is what closes next: nothing of the kind hides inside another, in the text or under another form.
        if not pieces or b"".join(_NAMED.findall(raw)) != b" >" * len(pieces):
            return False
        defaults = _defaults(before)
        last = pieces[-1].rstrip()
        pieces[-1] = last.removesuffix(_END)
        if defaults is None or last == pieces[-1] or (head[1] + before).count(_URI) != 1 or not self._name(pieces):
            return False
        self._root = head[1]
        self.defaults = self._child(defaults, "docDefaults") if defaults else None
        return True

    def _name(self, pieces: list[bytes]) -> bool:
        """Keep styles by their names, the last of each; false where a tag is not written as usual."""
        for piece in pieces:
            said = piece[: piece.find(b">")]
            name = _ID.search(said)
            quoted = 2 * said.count(b'="') == said.count(b'"') and b"'" not in said and b"&" not in said
            if name is None or not quoted or not piece.rstrip().endswith(_CLOSE):
                self._styles, self.usual = {}, None
                return False
            called = name[1].decode("utf-8", "replace")
            self._styles[called] = _OPEN + piece
            if self.usual is None and _USUAL.search(said) and _OF_PARAGRAPHS.search(said):
                self.usual = called
        return True

    def _child(self, raw: bytes, name: str) -> _Element | None:
        """One child of the root."""
        return parse(self._root + raw + _END).find(W + name)


def _defaults(before: bytes) -> bytes | None:
    """What all styles begin from, of what stands before them; None where that is not certain."""
    defaults, end, after = before.rpartition(_DEFAULTS_END)
    if (
        b"docDefaults" in after
        or defaults.count(b"docDefaults") != len(end[:1])
        or not (defaults + _DEFAULTS).lstrip().startswith(_DEFAULTS)
    ):
        return None
    return defaults + end


def _is_usual(style: _Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
