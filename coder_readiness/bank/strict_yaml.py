"""YAML without its surprises, and with the place of every value, so that errors can name it.

Refused: duplicate keys, anchors and aliases, tags, deep nesting, several documents, files over 1 MiB, and files of very
many parts.

The values are built from the parser's events, in one pass: the parser's own composer would follow aliases silently, and
overflows the stack where a file is nothing but nesting.
"""

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import yaml

from coder_readiness.bank.files import LARGEST_FILE
from coder_readiness.bank.slips import cuts, named, slip, unclosed_quote
from coder_readiness.errors import WHOLE, Place, Problem
from coder_readiness.text import printable, quoted

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MOST_PARTS = 100_000
DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?")
_LONGEST_WORD = len("false")
"""A longer text that starts with a letter can only be text."""
_ODD_LINE_BREAK = re.compile("[\x85\u2028\u2029]")
_QUOTES = frozenset({'"', "'"})
_RESOLVER = yaml.resolver.Resolver()


class _Sequence:
    """A sequence that has not ended: its items so far, and the events that say where they are."""

    def __init__(self, start: yaml.Event) -> None:
        self.start = start
        self.events: list[Any] = []
        self._items: list[Any] = []

    def add(self, value: Any, event: Any) -> None:
        """Take the next item."""
        self._items.append(value)
        self.events.append(event)

    def closed(self) -> Any:
        """Return it as a plain value."""
        return tuple(self._items)


class _Mapping:
    """A mapping that has not ended: its values so far, and the events that say where they are."""

    def __init__(self, start: yaml.Event, report: Callable[[Any, str], None], *, is_item: bool) -> None:
        self.start = start
        self._is_item = is_item
        self.events: dict[str, Any] = {}
        self._report = report
        self._data: dict[str, Any] = {}
        self.keys: dict[str, Any] = {}
        self._is_two = False
        """Whether a second item has begun in it, which lacks its hyphen: its keys are those of the first one."""
        self._key: str | None = None
        """The key whose value comes next; None where it was refused, and the value with it."""
        self._has_key = False

    def add(self, value: Any, event: Any) -> None:
        """Take the next key, or the value of the last one."""
        if not self._has_key:
            self._key = self._checked(event)
        elif self._key is not None:
            self._data[self._key] = value
            self.events[self._key] = event
        self._has_key = not self._has_key

    def closed(self) -> Any:
        """Return it as a plain value."""
        return self._data

    def _checked(self, event: Any) -> str | None:
        """Return a key, or None where it is no text, or is there already."""
        mark = event.start_mark
        if not isinstance(event, yaml.ScalarEvent):
            self._report(mark, "The name before a colon must be plain text.")
            return None
        key: str = event.value
        if key == "<<" and event.implicit[0]:
            self._report(mark, "Merge keys (<<) aren't allowed. Write out the names and values.")
            return None
        first = self.keys.setdefault(key, event)
        if first is event:
            return key
        lines = f"{first.start_mark.line + 1} and {mark.line + 1}"
        advice = "Remove one of them."
        if self._is_item and first is next(iter(self.keys.values())) and mark.line > first.start_mark.line:
            advice = "If the next item of a list starts here, write a hyphen before it."
        if not self._is_two:
            self._report(mark, f"{quoted(key)} appears twice, on lines {lines}. {advice}")
        self._is_two = self._is_two or advice != "Remove one of them."
        return None


class Unquoted:
    """A scalar that YAML 1.1 takes for something odd; fits no field, so that the person is told to quote it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


class YamlFile:
    """A parsed file: `data` in plain Python values, and `problems` where it breaks a rule of this module."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.data: Any = None
        self.problems: list[Problem] = []
        self._root: tuple[Any, Any] | None = None
        """The whole value, and the event it starts with."""
        self._inside: dict[int, Any] = {}
        """The events that the parts of a mapping or tuple start with, by its identity."""
        self._keys: dict[int, Any] = {}
        """The events of the keys of a mapping, by its identity."""
        if len(content) > LARGEST_FILE:
            self._report(None, f"is too large. The limit is {LARGEST_FILE:,} bytes.")
            return
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._report_encoding(content[: error.start].decode("utf-8-sig"))
            return
        if "\0" in text:  # as in a document or spreadsheet, or in UTF-16
            self._report_encoding(text.partition("\0")[0])
            return
        self._parse(text)

    def place_of_key(self, location: Sequence[str | int]) -> Place:
        """Return where a key is whose value is at a location; where the value is if that is no value of a key."""
        *above, key = location
        keys: dict[str, Any] = self._keys.get(id(self._value_and_event(above)[0]), {})
        event = keys.get(str(key)) or self._event(location)
        return self._at(event.start_mark if event else None)

    def place(self, location: Sequence[str | int] = ()) -> Place:
        """Return where a value is; parts of `location` that lead nowhere are passed over."""
        event = self._event(location)
        return self._at(event.start_mark if event else None)

    def written(self, location: Sequence[str | int]) -> str | None:
        """Return a scalar as it is written in the file, or None where there is none."""
        event = self._event(location)
        return event.value if isinstance(event, yaml.ScalarEvent) else None

    def _event(self, location: Sequence[str | int]) -> Any:
        """Return the event that a value starts with; None if there is nothing at all."""
        return self._value_and_event(location)[1]

    def _value_and_event(self, location: Sequence[str | int]) -> tuple[Any, Any]:
        value, event = self._root or (None, None)
        for part in location:
            if isinstance(value, dict) and str(part) in value:
                event, value = self._inside[id(value)][str(part)], value[str(part)]
            elif isinstance(value, tuple) and isinstance(part, int) and part < len(value):
                event, value = self._inside[id(value)][part], value[part]
        return value, event

    def _at(self, mark: Any) -> Place:
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name, WHOLE)

    def _report(self, mark: Any, message: str) -> None:
        self.problems.append(Problem(self._at(mark), "", message))

    def _report_encoding(self, before: str) -> None:
        place = Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        self.problems.append(Problem(place, "", "This isn't UTF-8 text. Save the file as UTF-8."))

    def _parse(self, text: str) -> None:
        if odd := _ODD_LINE_BREAK.search(text):  # it looks like nothing, and YAML starts a new line at it
            before = text[: odd.start()]
            place = Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            self.problems.append(Problem(place, "", f"There's a hidden line break here: {named(odd[0])}. Remove it."))
            return
        try:
            self._build(text)
        except yaml.MarkedYAMLError as error:
            found = slip(error, text)
            if any(problem.place.line == found.line + 1 for problem in self.problems):
                return  # it follows from what has been told of this line
            self.problems.append(Problem(Place(self.name, found.line + 1, found.column + 1), "", found.message))
        except yaml.reader.ReaderError as error:
            before = text[: int(error.position)]
            place = Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            character = printable(text[int(error.position) : int(error.position) + 1])
            self.problems.append(Problem(place, "", f"There's a hidden character here: {character}. Remove it."))
        if not self.problems and self._root is None:
            self._report(None, "is empty. Fill it in, or delete it.")
        elif not self.problems and self._root:
            self.data = self._root[0]

    def _build(self, text: str) -> None:
        """Build the values from the parser's events; stop where the rest makes no sense."""
        events = self._events(text)
        above: list[_Sequence | _Mapping] = []
        value: Any
        start: Any
        for event in islice(events, MOST_PARTS + 1):
            if isinstance(event, yaml.ScalarEvent):
                if event.anchor or event.tag:
                    self._refuse_references(event)
                value, start = _scalar(event.value) if event.implicit[0] else event.value, event
                if event.style in _QUOTES and (problem := unclosed_quote(text, event.start_mark, event.end_mark)):
                    self._report(event.start_mark, problem)
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                ended = above.pop()
                value, start = ended.closed(), ended.start
                self._inside[id(value)] = ended.events
                if isinstance(ended, _Mapping):
                    self._keys[id(value)] = ended.keys
            elif isinstance(event, yaml.AliasEvent):
                self._refuse_references(event)
                value, start = None, event
            elif problem := self._begin(event, above):
                self._report(event.start_mark, problem)
                return
            else:
                continue
            if above:
                above[-1].add(value, start)
            else:
                self._root = value, start
        for event in events:
            self._report(
                event.start_mark,
                f"The file has more than {MOST_PARTS:,} names, values and brackets. Split it into several files.",
            )
            return

    def _begin(self, event: yaml.Event, above: list[_Sequence | _Mapping]) -> str:
        """Begin a collection or a document; return what is wrong with that, or ""."""
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse_references(event)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            is_item = bool(above) and isinstance(above[-1], _Sequence)
            above.append(_Mapping(event, self._report, is_item=is_item) if is_mapping else _Sequence(event))
            return (
                f"This is nested more than {DEEPEST} levels deep, which we can't read." if len(above) > DEEPEST else ""
            )
        second = isinstance(event, yaml.DocumentStartEvent) and self._root
        return "A second document starts here. Keep only one in a file." if second else ""

    def _events(self, text: str) -> Iterator[yaml.Event]:
        """Return the parser's events; where a text may have been cut, that is reported on the way."""
        events = iter(_Loader(text).get_event, None)
        cut = set(cuts(text))
        return self._watched(events, cut) if cut else events

    def _watched(self, events: Iterator[yaml.Event], cut: Collection[tuple[int, int]]) -> Iterator[yaml.Event]:
        for event in events:
            if isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
                end = event.end_mark
                if end and (end.line, end.column) in cut:
                    self._report(
                        end,
                        "Everything after # is left out as a comment. If it belongs to the text, quote the text.",
                    )
            yield event

    def _refuse_references(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            message = "References with & and * aren't allowed. Write the value out, or put quotes around the text."
            self._report(event.start_mark, message)
        if tag := getattr(event, "tag", None):
            self._report(
                event.start_mark,
                f"The tag {printable(tag)} isn't allowed. Write a plain value, or quote text that starts with !",
            )


@lru_cache(4096)  # most of the short ones come again and again
def _scalar(text: str) -> Any:
    """Return what a scalar without quotes is."""
    if len(text) > _LONGEST_WORD and text[0].isalpha():
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
