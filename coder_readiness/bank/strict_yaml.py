"""YAML without its surprises; the place of every value is looked up when an error has to name it.

Refused: duplicate keys, anchors and aliases, tags, deep nesting, several documents, files over 1 MiB, and files of very
many parts.

The values are built from the parser's events, in one pass: the parser's own composer would follow aliases silently, and
overflows the stack where a file is nothing but nesting.
"""

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import Any

import yaml

from coder_readiness.bank.files import LARGEST_FILE
from coder_readiness.bank.slips import LOADER, cuts, named, slip, unclosed_quote
from coder_readiness.errors import WHOLE, Place, Problem
from coder_readiness.text import printable, quoted

MOST_PARTS = 100_000
DEEPEST = 20
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?")
_LONGEST_WORD = len("false")
"""A longer text that starts with a letter can only be text."""
_ODD_LINE_BREAKS = "\x85\u2028\u2029"
_QUOTES = frozenset({'"', "'"})
_RESOLVER = yaml.resolver.Resolver()


class _StopError(Exception):
    """Says why the rest of a file makes no sense, and from where on."""

    def __init__(self, mark: Any, message: str) -> None:
        self.mark = mark
        super().__init__(message)


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
        self._text = ""
        self._events: Iterator[Any] = iter(())
        if len(content) > LARGEST_FILE:
            self._report(None, f"is too large. The limit is {LARGEST_FILE:,} bytes.")
            return
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:  # whose object has no byte order mark
            self._report_encoding(error.object[: error.start].decode())
            return
        if "\0" not in text:
            self._parse(text)
        elif 3 * text.count("\0") > len(text):  # UTF-16
            self._report_encoding(text.partition("\0")[0])
        else:
            self._report_hidden(text, text.index("\0"))

    def place_of_key(self, location: Sequence[str | int]) -> Place:
        """Return where a key is whose value is at a location; where the value is if that is no value of a key."""
        *above, name = location
        node = self._node(above)
        keys = [key for key, _ in node.value if key.value == name] if isinstance(node, yaml.MappingNode) else []
        return self._at(keys[0] if keys else self._node(location))

    def place(self, location: Sequence[str | int] = ()) -> Place:
        """Return where a value is; parts of `location` that lead nowhere are passed over."""
        return self._at(self._node(location))

    def written(self, location: Sequence[str | int]) -> str | None:
        """Return a scalar as it is written in the file, or None where there is none."""
        node = self._node(location)
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def _node(self, location: Sequence[str | int]) -> Any:
        node = self._root
        for part in location:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == str(part)), node)
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
        return node

    @cached_property
    def _root(self) -> Any:
        """The parts of a file without problems and their places: read only when an error has to name one."""
        return yaml.compose(self._text, LOADER)

    def _at(self, node: Any) -> Place:
        return self._marked(node.start_mark if node else None)

    def _marked(self, mark: Any) -> Place:
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name, WHOLE)

    def _report(self, mark: Any, message: str) -> None:
        self.problems.append(Problem(self._marked(mark), "", message))

    def _report_encoding(self, before: str) -> None:
        self._report_after(before, "This isn't UTF-8 text. Save the file as UTF-8.")

    def _report_hidden(self, text: str, position: int) -> None:
        self._report_after(text[:position], f"There's a hidden character here: {named(text[position])}. Remove it.")

    def _report_after(self, before: str, message: str) -> None:
        place = Place(self.name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        self.problems.append(Problem(place, "", message))

    def _parse(self, text: str) -> None:
        if odd := [text.index(sign) for sign in _ODD_LINE_BREAKS if sign in text]:
            before, sign = text[: min(odd)], text[min(odd)]  # it looks like nothing, and YAML starts a new line at it
            self._report_after(before, f"There's a hidden line break here: {named(sign)}. Remove it.")
            return
        self._text, data = text, list[Any]()
        try:
            data = [*self._documents()]
        except _StopError as error:
            self._report(error.mark, str(error))
        except yaml.MarkedYAMLError as error:
            found = slip(error, text)
            if any(problem.place.line == found.line + 1 for problem in self.problems):
                return  # it follows from what has been told of this line
            self.problems.append(Problem(Place(self.name, found.line + 1, found.column + 1), "", found.message))
        except yaml.reader.ReaderError as error:
            self._report_hidden(text, text.index(chr(error.character)))  # libyaml counts bytes up to it
        if not self.problems and not data:
            self._report(None, "is empty. Fill it in, or delete it.")
        elif not self.problems:
            (self.data,) = data

    def _documents(self) -> Iterator[Any]:
        """Yield the value of the only document, if there is one."""
        events = self._parsed()
        self._events = chain(islice(events, MOST_PARTS + 1), _too_many(events))
        first = True
        for event in self._events:
            if type(event) is yaml.DocumentStartEvent:
                if not first:
                    raise _StopError(event.start_mark, "A second document starts here. Keep only one in a file.")
                yield self._value(next(self._events))
                first = False

    def _value(self, event: Any, depth: int = 0, *, is_item: bool = False) -> Any:
        """Return the value that starts with an event, which is read to its end."""
        kind = type(event)
        if event.anchor or event.tag:
            self._refuse_references(event)
        if kind is yaml.ScalarEvent:
            if event.style in _QUOTES and (message := unclosed_quote(self._text, event.start_mark, event.end_mark)):
                raise _StopError(event.start_mark, message)
            return _scalar(event.value) if event.implicit[0] else event.value
        if kind is yaml.AliasEvent:
            return None
        if depth == DEEPEST:
            message = f"This is nested more than {DEEPEST} levels deep, which we can't read."
            raise _StopError(event.start_mark, message)
        return self._mapping(depth + 1, is_item=is_item) if kind is yaml.MappingStartEvent else self._items(depth + 1)

    def _items(self, depth: int) -> tuple[Any, ...]:
        items = []
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self._value(event, depth, is_item=True))
        return tuple(items)

    def _mapping(self, depth: int, *, is_item: bool) -> dict[str, Any]:
        """Return a mapping, without what has a key that is refused."""
        data: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        is_two = False
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._key(event, depth)
            if key is not None and (first := keys.setdefault(key, event)) is not event:
                is_two = is_two or self._is_next_item(event, first, is_item and first is next(iter(keys.values())))
                key = None
            value = self._value(next(self._events), depth)
            if key is not None:
                data[key] = value
        return data

    def _key(self, event: Any, depth: int) -> str | None:
        """Return a key, or None where it is refused."""
        if type(event) is not yaml.ScalarEvent or event.style or event.anchor or event.tag:
            self._value(event, depth)  # which finds what is wrong with it
        if type(event) is not yaml.ScalarEvent:
            self._report(event.start_mark, "The name before a colon must be plain text.")
            return None
        if event.value == "<<" and event.implicit[0]:
            self._report(event.start_mark, "Merge keys (<<) aren't allowed. Write out the names and values.")
            return None
        return event.value

    def _is_next_item(self, event: Any, first: Any, may_be: bool) -> bool:
        """Report a key that is there already; tell whether the next item of a list starts with it, without a hyphen."""
        mark, above = event.start_mark, first.start_mark
        is_next = may_be and mark.line > above.line
        advice = (
            "If the next item of a list starts here, write a hyphen before it." if is_next else "Remove one of them."
        )
        lines = f"{above.line + 1} and {mark.line + 1}"
        self._report(mark, f"{quoted(event.value)} appears twice, on lines {lines}. {advice}")
        return is_next

    def _parsed(self) -> Iterator[Any]:
        """Return the parser's events; where a text may have been cut, that is reported on the way."""
        events = iter(LOADER(self._text).get_event, None)
        cut = set(cuts(self._text))
        return self._watched(events, cut) if cut else events

    def _watched(self, events: Iterator[Any], cut: Collection[tuple[int, int]]) -> Iterator[Any]:
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


def _too_many(events: Iterator[Any]) -> Iterator[Any]:
    """Yield nothing; refuse the next event if there is one."""
    for event in events:
        message = f"The file has more than {MOST_PARTS:,} names, values and brackets. Split it into several files."
        raise _StopError(event.start_mark, message)
    yield from ()


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
