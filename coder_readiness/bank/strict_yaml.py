"""YAML without its surprises, and with the place of every value, so that errors can name it.

Refused: duplicate keys, anchors and aliases, tags, deep nesting, several documents, files over 1 MiB, and files of very
many parts.

The values are built from the parser's events, one by one: the parser's own composer would follow aliases silently, and
overflows the stack where a file is nothing but nesting.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from coder_readiness.bank.files import LARGEST_FILE
from coder_readiness.errors import Place, Problem
from coder_readiness.text import printable

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MOST_PARTS = 100_000
DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?")
_CUT = re.compile(r" #\S")
"""Looks like text, and is the start of a comment: "tooth #3"."""
_MOST_CUTS = 10
"""In so many places of one line that is looked for."""
_RESOLVER = yaml.resolver.Resolver()


@dataclass(slots=True)
class _Node:
    """A value as it stands in the file: a scalar's text, a sequence's items, or a mapping's keys and values in turn."""

    mark: Any
    text: str | None
    """None where it is no scalar."""
    plain: bool = False
    """Whether it is a scalar without quotes."""
    is_mapping: bool = False
    items: "Sequence[_Node]" = ()


class Unquoted:
    """A scalar that YAML 1.1 takes for something odd; fits no field, so that the person is told to quote it."""

    def __init__(self, text: str) -> None:
        self.text = text


class YamlFile:
    """A parsed file: `data` in plain Python values, and `problems` where it breaks a rule of this module."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.data: Any = None
        self.problems: list[Problem] = []
        self._root: _Node | None = None
        if len(content) > LARGEST_FILE:
            self._report(None, f"is too large; of its bytes, at most {LARGEST_FILE:,} are read")
            return
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.problems.append(Problem(Place(name, line), "", "is not UTF-8 text; save it as UTF-8"))
            return
        self._parse(text)

    def place(self, location: Sequence[str | int] = ()) -> Place:
        """Return where a value stands; parts of `location` that lead nowhere are passed over."""
        node = self._node(location)
        return self._at(node.mark if node else None)

    def written(self, location: Sequence[str | int]) -> str | None:
        """Return a scalar as it is written in the file, or None where there is none."""
        node = self._node(location)
        return node.text if node else None

    def _node(self, location: Sequence[str | int]) -> _Node | None:
        node = self._root
        for part in location:
            if node is None:
                continue
            if node.is_mapping:
                keys = [key.text for key in node.items[::2]]
                node = node.items[2 * keys.index(str(part)) + 1] if str(part) in keys else node
            elif isinstance(part, int) and part < len(node.items):
                node = node.items[part]
        return node

    def _at(self, mark: Any) -> Place:
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)

    def _report(self, mark: Any, message: str) -> None:
        self.problems.append(Problem(self._at(mark), "", message))

    def _parse(self, text: str) -> None:
        try:
            self._build(text)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._report(mark, _slip(str(error.problem or error.context), mark, text))
        except yaml.reader.ReaderError as error:
            before = text[: int(error.position)]
            place = Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            character = printable(text[int(error.position) : int(error.position) + 1])
            self.problems.append(Problem(place, "", f"holds the hidden character {character}; remove it"))
        if self.problems:
            return
        if self._root is None:
            self._report(None, "is empty")
            return
        data = self._value(self._root)
        if not self.problems:
            self.data = data

    def _build(self, text: str) -> None:
        """Build the nodes from the parser's events; stop where going on makes no sense."""
        above: list[list[_Node]] = []  # what each collection that has not ended holds so far
        for event in self._events(text):
            items: list[_Node] | None = None
            if isinstance(event, yaml.ScalarEvent):
                node = _Node(event.start_mark, event.value, event.implicit[0])
            elif isinstance(event, yaml.CollectionStartEvent):
                items = []
                node = _Node(event.start_mark, None, is_mapping=isinstance(event, yaml.MappingStartEvent), items=items)
            elif isinstance(event, yaml.AliasEvent):
                node = _Node(event.start_mark, "")
            else:
                if isinstance(event, yaml.CollectionEndEvent):
                    above.pop()
                elif isinstance(event, yaml.DocumentStartEvent) and self._root:
                    self._report(event.start_mark, "holds a second document; keep one, without --- between")
                    return
                continue
            if event.anchor or getattr(event, "tag", None):
                self._refuse_references(event)
            if above:
                above[-1].append(node)
            else:
                self._root = node
            if items is not None:
                above.append(items)
                if len(above) > DEEPEST:
                    self._report(event.start_mark, f"is nested deeper than {DEEPEST} levels")
                    return

    def _events(self, text: str) -> Iterator[yaml.Event]:
        """Yield the parser's events, up to as many as a file may hold."""
        cuts = set(_cuts(text))
        for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
            if cuts and isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
                end = event.end_mark
                if end and (end.line, end.column) in cuts:
                    self._report(end, "what follows # is no part of the text; quote text that holds #")
            if count > MOST_PARTS:
                self._report(event.start_mark, f"holds more than {MOST_PARTS:,} values, keys and brackets")
                return
            yield event

    def _refuse_references(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            message = "anchors and aliases (& and *) are refused; write the value out, or quote the text"
            self._report(event.start_mark, message)
        if tag := getattr(event, "tag", None):
            self._report(event.start_mark, f"the tag {printable(tag)} is refused; write a plain value")

    def _value(self, node: _Node) -> Any:
        if node.text is not None:
            return _scalar(node)
        if not node.is_mapping:
            return tuple([self._value(item) for item in node.items])
        data: dict[str, Any] = {}
        keys: dict[str, _Node] = {}
        for key, value in zip(node.items[::2], node.items[1::2], strict=True):
            if key.text is None:
                self._report(key.mark, "a key must be plain text")
            elif (first := keys.setdefault(key.text, key)) is not key:
                name, lines = printable(repr(key.text)), f"{first.mark.line + 1} and {key.mark.line + 1}"
                self._report(key.mark, f"the key {name} stands twice, on lines {lines}")
            else:
                data[key.text] = self._value(value)
        return data


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines and columns, from 0, where a text may have been cut by a sign that was meant as a part of it."""
    if _CUT.search(text):
        for number, line in enumerate(text.split("\n")):
            yield from ((number, len(line[: cut.start()].rstrip())) for cut in islice(_CUT.finditer(line), _MOST_CUTS))


def _slip(problem: str, mark: Any, text: str) -> str:
    """Say what the parser has stumbled over, and what to do where that is plain."""
    lines = text.splitlines()
    if mark and mark.line < len(lines) and lines[mark.line][mark.column :].startswith("\t"):
        return "a tab cannot stand here; use spaces"
    advice = ""
    if problem.startswith("mapping values are not allowed"):
        advice = "; quote text that holds a colon, or mend the indentation"
    elif mark and any(_CUT.search(line) for line in lines[max(0, mark.line - 1) : mark.line + 1]):
        advice = "; quote text that holds #"
    return f"is not valid YAML: {printable(problem)}{advice}"


def _scalar(node: _Node) -> Any:
    text = node.text or ""
    if not node.plain:
        return text
    kind = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)).removeprefix(_TAG)  # type: ignore[no-untyped-call]
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"yes", "true", "on"}
    try:
        if kind == "int" and _WHOLE.fullmatch(text):
            return int(text)
        if kind in {"int", "float"} and _DECIMAL.fullmatch(text):
            return float(text)
        if kind == "timestamp":
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    # 0x1F, 12:30, 1_000, .inf, a time of day: YAML 1.1 reads these as numbers or dates; here they are only text in need
    # of quotes, and the model that meets this value says so.
    return Unquoted(text)
