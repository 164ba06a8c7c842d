"""The style sheets of a page, as far as they tell what is seen: which rules hold for an element, and which of them wins.

Rules for elements in elements, for classes, numbers and attributes are followed; variables of the whole page are put in. Where a
rule holds at times only (`@media`, `:hover`) or nobody here can tell (`:nth-child`, `a + b`), it hides nothing, and what it shows
counts as shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_NOTE = re.compile(r"/\*.{0,5000}?\*/", re.DOTALL)
_BRACKET = re.compile("([{}])")
_COMPOUND = re.compile(r"(?:\*|[a-z][a-z0-9-]{0,12})?(?:[.#][\w-]{1,60}|\[[\w-]{1,30}(?:[~|^$*]?=[^\]]{0,60})?\])*")
_STEPS = re.compile(r"\s*>\s*|\s+")
_SIMPLE = re.compile(r"[.#][\w-]+|\[[^\]]+\]|\*|[a-z][a-z0-9-]*")
_LAST_PART = re.compile(r"[.#]?[\w-]{1,60}$")
_PSEUDO = re.compile(r"::?[a-z-]{1,30}(?:\([^()]{0,60}\))?")
_TOUCHED = re.compile(r":(?:hover|focus|target|checked|active)")
_GENERATED = re.compile(r"::|:before|:after|:first-l|:selection|:placeholder|:marker")
_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*|@(?:layer|supports)\b.*", re.DOTALL)
_PARTS = re.compile(r"(?:rgba?|hsla?|rect|inset)\([^()]{1,80}\)")
_VARIABLE = re.compile(r"var\((--[\w-]{1,60})(?:,([^()]{0,80}))?\)")
# What a rule that may not hold says of these, nobody knows.
_LOOKS = frozenset({"color", "background", "background-color", "background-image", "-webkit-text-fill-color"})
# Values with which a rule can hide; one that may not hold does not.
_HIDES = re.compile(r"none|hidden|collapse|0?\.?0*[0-5]?%?|-.*|[01](?:px|pt|em|rem|%)|.*\b0\b.*|.*-\d{3}.*")
# An element that shows when it is touched, or where a label is clicked.
WAITS = "shown-on:touch"
_MOST_RULES, _MOST_CONTEXTS, _DEEPEST = 3_000, 300, 40
_LONGEST_SELECTOR, _MOST_STEPS, _LONGEST_RULE, _MOST_QUESTIONS = 300, 12, 4_000, 400_000


class Element(NamedTuple):
    """What rules ask of an element."""

    tag: str
    attributes: Mapping[str, str]

    def fits(self, compound: str) -> bool:
        """Whether `p.name#id[hidden]` is said of this element."""
        return all(self._fits(simple) for simple in _SIMPLE.findall(compound))

    def _fits(self, simple: str) -> bool:
        kind = simple[0]
        if kind == ".":
            return simple[1:] in self.attributes.get("class", "").lower().split()[:20]
        if kind == "#":
            return simple[1:] == self.attributes.get("id", "").lower()
        if kind == "[":
            name, _, value = simple[1:-1].partition("=")
            said = self.attributes.get(name.rstrip("~|^$*"))
            return said is not None and (not value or (value.strip("\"'") == said.lower() and name[-1] not in "~|^$*"))
        return simple in ("*", self.tag)


Trail = tuple[frozenset[str], ...]
# What a rule asks of the elements around one, the nearest last, and whether the next one must be its child.
Around = tuple[tuple[str, bool], ...]


class _Rule(NamedTuple):
    """One rule: what it asks of the element and of those around it, the nearest last, and how much it weighs."""

    compound: str
    around: Around
    style: str
    weight: tuple[int, int, int, int]


class Sheet:
    """The rules of a page's own style sheets."""

    def __init__(self) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._contexts: set[str] = set()
        self._left = _MOST_QUESTIONS
        self._variables: dict[str, str] = {}
        self._count = 0

    def read(self, text: str) -> None:
        """Take the rules of one sheet."""
        # What is open: the selectors, None for what is no rule, and whether it holds at times only.
        stack: list[tuple[str | None, bool]] = []
        pieces = _BRACKET.split(_NOTE.sub("", text.lower()))
        for before, bracket in zip(pieces[::2], pieces[1::2], strict=False):
            at_times = stack[-1][1] if stack else False
            declarations, _, last = before.rpartition(";")
            inside = stack[-1][0] if stack else ""
            if bracket == "}":
                declarations = before
            if inside and declarations.strip():
                self._take(inside, declarations, at_times)
            if bracket == "}":
                del stack[-1:]
                continue
            stack.append(_opened(last[-_LONGEST_RULE:].strip(), inside, at_times))
            if len(stack) > _DEEPEST:
                return

    def style(self, tag: str, attributes: Mapping[str, str], trail: Trail) -> str:
        """What the rules say of an element, the weightiest last."""
        if not self._rules:
            return ""
        element = Element(tag, attributes)
        names = ["." + name for name in attributes.get("class", "").lower().split()[:20]]
        keys = [tag, "*", "[", *names, *(["#" + attributes["id"].lower()] if "id" in attributes else ())]
        rules = [rule for key in keys for rule in self._rules.get(key, ())]
        self._spend(len(rules))
        found = [rule for rule in rules if element.fits(rule.compound) and (not rule.around or _is_in(rule.around, trail))]
        found.sort(key=lambda rule: rule.weight)
        return "".join(rule.style for rule in found)

    def trail(self, tag: str, attributes: Mapping[str, str], trail: Trail) -> Trail:
        """What is around the children of an element, as far as rules ask for it."""
        if not self._contexts:
            return trail
        element = Element(tag, attributes)
        self._spend(len(self._contexts))
        return (*trail[-_DEEPEST:], frozenset(compound for compound in self._contexts if element.fits(compound)))

    def settled(self, style: str) -> str:
        """Of declarations for the same property the one that wins, the values of variables put in."""
        return _settled(style, tuple(self._variables.items()))

    def _spend(self, questions: int) -> None:
        """A page that asks too much of its rules is read without them."""
        self._left -= questions
        if self._left < 0:
            self._rules.clear()
            self._contexts.clear()

    def _take(self, selectors: str, declarations: str, at_times: bool) -> None:
        style = compact(declarations[:_LONGEST_RULE])
        for selector in selectors.split(","):
            if self._count >= _MOST_RULES:
                return
            self._count += 1
            self._add(selector.strip(), style, at_times)

    def _add(self, selector: str, style: str, at_times: bool) -> None:
        if len(selector) > _LONGEST_SELECTOR or _GENERATED.search(selector):
            return
        if selector in (":root", "html", "*") and not at_times:
            self._variables |= {name: value for name, value in _declarations(style) if name.startswith("--")}
        touched = _TOUCHED.search(selector) is not None
        plain = _PSEUDO.sub("", selector)
        steps = _STEPS.split(plain)
        known = (
            all(step and _COMPOUND.fullmatch(step) for step in steps)
            and len(self._contexts) < _MOST_CONTEXTS
            and len(steps) <= _MOST_STEPS
        )
        if known:
            around = tuple(zip(steps[:-1], [">" in gap for gap in _STEPS.findall(plain)], strict=True))
        elif last := _LAST_PART.search(plain):
            steps, around = [last[0]], ()
        else:
            return
        if touched or at_times or not known or plain != selector:
            style = _doubtful(style, touched)
        if not style:
            return
        self._contexts.update(compound for compound, _ in around)
        simples = [simple for step in steps for simple in _SIMPLE.findall(step)]
        weight = (sum(s[0] == "#" for s in simples), sum(s[0] in ".[" for s in simples), sum(s[0] not in "#.[*" for s in simples))
        key = min(_SIMPLE.findall(steps[-1]), key=lambda simple: "#.".find(simple[0]) % 3)
        key = "[" if key[0] == "[" else key
        self._rules.setdefault(key, []).append(_Rule(steps[-1], around, style, (*weight, self._count)))


def compact(style: str) -> str:
    """Declarations without blanks and in small letters, parts of colours parted by commas."""
    style = style.lower()
    if "(" in style:
        style = _PARTS.sub(lambda match: ",".join(match[0].replace(",", " ").replace("/", " ").split()).replace("(,", "("), style)
    return ";" + "".join(style.split())


def _opened(last: str, inside: str | None, at_times: bool) -> tuple[str | None, bool]:
    """What a bracket opens: the selectors of a rule, those around it put in, or a block that is none."""
    if last.startswith("@"):
        if last.startswith(("@media", "@container", "@layer", "@supports", "@scope")):
            return inside, at_times or not _SCREEN.fullmatch(last)
        return None, at_times
    if inside is None:
        return None, at_times
    if not inside:
        return last, at_times
    outer, inner = inside.split(",")[:20], last.split(",")[:20]
    joined = [part.replace("&", around) if "&" in part else f"{around} {part}" for around in outer for part in inner]
    return ",".join(joined)[:4_000], at_times


def _is_in(around: Around, trail: Trail) -> bool:
    """Whether the elements around one are those that a rule asks for."""
    # Where in the trail the step before may stand; the element itself is behind its end.
    places = [len(trail)]
    for compound, is_child in reversed(around):
        inner = [place - 1 for place in places if place] if is_child else range(max(places))
        places = [place for place in inner if compound in trail[place]]
        if not places:
            return False
    return True


def _doubtful(style: str, touched: bool) -> str:
    """What a rule that may not hold leaves sure: what it colours is of unknown colour, what it shows is shown."""
    found = ""
    for name, value in _declarations(style):
        if name in _LOOKS:
            found += f";{name}:unknown"
        elif not _HIDES.fullmatch(value):
            found += f";{WAITS}" if touched and name in ("display", "visibility", "opacity", "height", "max-height") else ""
            found += "" if touched else f";{name}:{value}"
        elif touched and name in ("left", "top"):
            found += f";{WAITS}"
    return found


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name, value


@lru_cache(maxsize=512)
def _settled(style: str, variables: tuple[tuple[str, str], ...]) -> str:
    won: dict[str, str] = {}
    heavy: set[str] = set()
    known = dict(variables)
    for name, value in _declarations(style):
        if "var(" in value:
            value = _VARIABLE.sub(lambda match: known.get(match[1], match[2] or "unknown"), value)
        if name.startswith("--"):
            known[name] = value
        if value.endswith("!important"):
            heavy.add(name)
        elif name in heavy:
            continue
        # The last one said stands last: `background` and `background-color` say the same.
        won.pop(name, None)
        won[name] = value.removesuffix("!important")
    return "".join(f";{name}:{value}" for name, value in won.items())
