"""Options: what follows an action's words becomes its options: whom it is for, days, numbers, and the words themselves."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sociotui.domain.refusal import Refused, brief
from sociotui.room.actions import BY_ID
from sociotui.room.by_ear import names
from sociotui.room.by_ear.around import Around
from sociotui.room.by_ear.days import day_said
from sociotui.room.by_ear.values import NUMBER, Word, named, unquoted, valued, words_of
from sociotui.words import _

MAIN = {
    "object": "text", "worry": "text", "propose": "text", "amend": "text", "note": "text", "take-on": "text",
    "agenda": "title", "change": "title", "keep": "title", "drop": "title", "outcome": "text", "view": "text",
    "remember": "text", "nominate": "why", "select": "why", "record": "why", "seek": "roles", "found": "name",
    "review": "text", "arrange": "next_meeting", "mood": "text", "read-out": "text", "describe": "aims", "member": "text",
    "integrate": "text", "evaluate": "text", "arrive": "name", "customs": "absence",
}  # fmt: skip
"""Which option words are for that say nothing else."""
_INTEGRATED = {"shorten": "review", "measure": "measure", "monitor": "measure", "defer": "to", "delegate": "to"}
"""What they are for in ways to integrate that want no new wording."""
_BARE = {
    "next": "person", "pass": "person", "later": "person", "consent": "person", "object": "person", "worry": "person",
    "release": "person", "speak": "person", "hand": "person", "arrive": "person", "leave": "person", "seat": "person",
    "hand-over": "person", "view": "person", "nominate": "nominee", "select": "nominee", "round": "start",
    "mood": "person", "member": "person", "evaluate": "person",
}  # fmt: skip
"""Actions that are about somebody, and the option that says whom; others name people with “for”, “by”."""
_BY = {"agenda": "presenter", "change": "presenter", "record": "responsible", "take-on": "person", "keep": "presenter"}
"""The option that “by ANA” or “for ANA” says where it is not who acts."""
_FOR = frozenset({"for", "by", "from", "of", "with", "starting", "responsible"})
_FROM_RIGHT = frozenset({"take-on", "keep", "agenda", "record", "seek", "select"})
"""Actions whose words may end with somebody's name, or with what else is no part of them."""
_ENUMERATED: dict[str, dict[str, tuple[str, ...]]] = {
    "joining": {"end": ("end",), "next": ("next",), "watch": ("watch", "watching")},
    "direction": {"left": ("left", "leftwards"), "right": ("right", "rightwards")},
    "kind:outcome": {k: (k,) for k in ("decided", "dropped", "postponed", "delegated")},
    "kind:review": {k: (k,) for k in ("keep", "drop", "rework")},
    "kind:member": {"joins": ("joins", "joining", "join"), "leaves": ("leaves", "leaving", "leave")},
}
_LEADING = re.compile(r"(?:because|that|this|saying|:|-|–|,)(?:\s+|$)", re.IGNORECASE)


class Options:
    """The options in what follows an action's words, `text`."""

    def __init__(self, action: str, text: str, around: Around) -> None:
        self._action, self._around = action, around
        self._takes = BY_ID[action].takes
        self._said: dict[str, Any] = {}
        self._text = text

    def set(self, option: str, value: Any) -> None:
        """Say an option."""
        if not option:
            raise Refused(_("“{action}” is for nobody in particular. Leave out whom.", action=self._action))
        self._said[option] = value

    def done_by(self, person: str) -> None:
        """Say who does it, in a line like “Ana nominates Ben”."""
        wanted = ("start",) if self._action == "round" else ("person", _BY.get(self._action, ""))
        self.set(next((option for option in wanted if option in self._takes), ""), person)

    def read(self) -> dict[str, Any]:
        """Return all options; refuses what makes no sense here."""
        text = self._named()
        words = words_of(text)
        left, right = 0, len(words)
        while left < right and (used := self._from_left(text, words[left:right])):
            left += used
        if self._action in _FROM_RIGHT:
            while right > left and (used := self._from_right(text, words[left:right])):
                right -= used
        if left < right:
            self._rest(text[words[left].start : words[right - 1].end])
        return self._said

    # --- what is named: “why: …” and “--why …”

    def _named(self) -> str:
        """Take out the options that are named, each with all words up to the next one; return what stands before them."""
        named = [
            (m, o)
            for m in re.finditer(r"(?:^|(?<=\s))(?:--([a-z-]+)(?:\s+|=|$)|([a-z-]+):\s+)", self._text)
            if (o := self._option(m))
        ]
        if not named:
            return self._text.strip()
        ends = [m.start() for m, _o in named[1:]] + [len(self._text)]
        for (match, option), end in zip(named, ends, strict=True):
            self._say(option, unquoted(self._text[match.end() : end].strip().rstrip(",")))
        return self._text[: named[0][0].start()].strip()

    def _option(self, match: re.Match[str]) -> str:
        flag, word = match[1], match[2]
        name = {"for": "person", "join": "joining", "reason": "text"}.get(
            flag or word, (flag or word).replace("-", "_")
        )
        if name in self._takes:
            return name
        if flag:
            raise Refused(
                _(
                    "“{action}” takes no “{option}”. “help {action}” says what it takes.",
                    action=self._action,
                    option=flag,
                )
            )
        return ""

    def _say(self, option: str, value: str) -> None:
        """Say an option in words: people by their names, days, numbers."""
        self.set(option, valued(option, value, self._around))

    # --- what begins and ends the words

    def _from_left(self, text: str, words: list[Word]) -> int:
        readers: tuple[Callable[[str, list[Word]], int], ...] = (
            self._who,
            self._way,
            self._one_of,
            self._count,
            self._when,
            self._bare,
        )
        return next((used for read in readers if (used := read(text, words))), 0)

    def _from_right(self, text: str, words: list[Word]) -> int:
        """Take what ends the words, where it can be nothing else: a name, a day, minutes."""
        for length in range(min(4, len(words) - 1), 1, -1):
            tail = words[-length:]
            used = self._when(text, tail) or self._count(text, tail) or self._ending_name(tail) or self._aim(tail)
            if used == length:
                return length
        return 0

    def _who(self, text: str, words: list[Word]) -> int:
        """“for ana”, “from ben”, “by zoe”: found before anything else is asked."""
        own = {"round": "start"}.get(self._action) or _BY.get(self._action)
        option = own or ("person" if "person" in self._takes else "")
        if len(words) < 2 or words[0].plain not in _FOR or not option or option in self._said:
            return 0
        for length in (3, 2, 1):
            if length < len(words) and (id_ := names.whole(self._around, named(words[1 : 1 + length]))):
                if self._is_text(text, words[0], words[length]):
                    return 0
                self.set(option, id_)
                return 1 + length
        if self._worded:
            return 0  # “note for the record …” is about no person
        self.set(option, names.somebody(self._around, named(words[1:2])))
        return 2

    @property
    def _worded(self) -> bool:
        """Whether words come first here: a wording, a title, a note, in which there may be any name."""
        return self._action in MAIN and self._action not in _BARE

    def _is_text(self, text: str, before: Word, name: Word) -> bool:
        """Tell whether a name is but a part of the words, as in “propose For Ana we bake”; “by” and a colon part it from them."""
        if not self._worded or self._action == "take-on" or before.plain == "responsible":
            return False
        return before.plain != "by" and text[name.end - 1] != ":"

    def _bare(self, text: str, words: list[Word]) -> int:
        """“later ben”, “nominate ben”, “object ana because …”."""
        option = _BARE.get(self._action, "")
        if not option or option in self._said:
            return 0
        for length in (3, 2, 1):
            if length <= len(words) and (id_ := names.whole(self._around, named(words[:length]))):
                if self._action in ("object", "worry") and not _ends(text, words, length):
                    return 0  # “object Ana is late” has a reason, and nobody's name
                self.set(option, id_)
                return length
        if words[0].plain in ("because", "as") or words[0].plain.isdigit() or self._is_one_of(words[0].plain):
            return 0
        if self._action not in MAIN or self._action in ("nominate", "select"):
            self.set(option, names.somebody(self._around, named(words[:1])))
            return 1
        return 0

    def _way(self, _text: str, words: list[Word]) -> int:
        """“integrate shorten …”."""
        if "way" not in self._takes or "way" in self._said or words[0].plain not in self._around.ways:
            return 0
        self.set("way", words[0].plain)
        return 1

    def _one_of(self, _text: str, words: list[Word]) -> int:
        """A word that an option has: “left”, “watching”, “postponed”, “as secretary”, “postpone”."""
        plain = words[0].plain
        if plain == "as" and "role" in self._takes and len(words) > 1:
            role = next((r for r, title in self._roles().items() if words[1].plain in (r, title.casefold())), "")
            if role:
                self.set("role", role)
                return 2
        if plain in ("postpone", "postponing") and "postpone" in self._takes:
            self.set("postpone", True)
            return 1
        filled = next((n for n, w in enumerate(words[:3]) if w.plain not in ("to", "the", "on")), 0)  # “to the left”
        for option, value, said in self._values():
            if words[filled].plain in said and option not in self._said:
                self.set(option, value)
                return filled + 1
        if plain == "to" and "to" in self._takes and len(words) > 1 and "to" not in self._said:
            self.set("to", unquoted(words[1].plain))
            return 2
        return 0

    def _count(self, _text: str, words: list[Word]) -> int:
        """“item 3”, “objection 2”, “10 minutes”, “to 4”."""
        plain = [w.plain for w in words]
        if (
            "minutes" in self._takes
            and len(plain) > 1
            and plain[0].isdigit()
            and plain[1] in ("minutes", "minute", "min")
        ):
            self.set("minutes", int(plain[0]))
            return 2
        for option, before in (
            ("number", ("objection", "number")),
            ("item", ("item", "number")),
            ("place", ("place", "to", "at", "seat")),
        ):
            if option not in self._takes or option in self._said:
                continue
            if match := NUMBER.fullmatch(plain[0]):
                self.set(option, int(match[1]))
                return 1
            if len(plain) > 1 and plain[0] in before and (match := NUMBER.fullmatch(plain[1])):
                self.set(option, int(match[1]))
                return 2
        return 0

    def _when(self, text: str, words: list[Word]) -> int:
        """“until 2027-03-01”, “in 6 months”."""
        option = next((o for o in ("until", "review") if o in self._takes and o not in self._said), "")
        if not option:
            return 0
        if words[0].plain == "usual" and option == "review" and self._around.review:
            self.set(option, self._around.review)
            return 1
        before = 1 if words[0].plain in ("until", "till", "by", "on", "due", "review", "to") else 0
        before += 1 if words[1:2] and before and words[1].plain == "on" else 0
        for length in (3, 1):
            tail = words[before : before + length]
            if len(tail) == length and (
                day := day_said(text[tail[0].start : tail[-1].end].rstrip(",:"), self._around.today)
            ):
                self.set(option, day)
                return before + length
        return 0

    def _ending_name(self, words: list[Word]) -> int:
        option = _BY.get(self._action, "")
        said = ("for", "by") if self._action == "take-on" else ("by", "responsible")
        if not option or option in self._said or words[0].plain not in said:
            return 0
        id_ = names.whole(self._around, named(words[1:]))
        if id_:
            self.set(option, id_)
        return len(words) if id_ else 0

    def _aim(self, words: list[Word]) -> int:
        """“… to decide”."""
        if "aim" not in self._takes or "aim" in self._said or len(words) != 2 or words[0].plain not in ("to", "aim"):
            return 0
        if words[1].plain not in ("report", "explore", "decide"):
            return 0
        self.set("aim", words[1].plain)
        return 2

    # --- what is left

    def _rest(self, text: str) -> None:
        option = MAIN.get(self._action, "")
        if self._action == "integrate":
            option = _INTEGRATED.get(self._said.get("way", ""), "text")
        text = text.strip()
        while match := _LEADING.match(text):
            text = text[match.end() :]
        if not text:
            return
        if not option or option in self._said:
            raise Refused(
                _(
                    "I understand “{action}”, but not “{rest}” with it. “help {action}” says what goes with it.",
                    action=self._action,
                    rest=brief(text),
                )
            )
        self._say(option, unquoted(text))

    def _values(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        for name, values in _ENUMERATED.items():
            option, _colon, action = name.partition(":")
            if option in self._takes and action in ("", self._action):
                for value, said in values.items():
                    yield option, value, said

    def _is_one_of(self, plain: str) -> bool:
        return plain in ("as", "to", "postpone") or any(plain in said for _o, _v, said in self._values())

    def _roles(self) -> dict[str, str]:
        return {"facilitator": _("facilitator"), "secretary": _("secretary")} | dict(self._around.sought)


def _ends(text: str, words: list[Word], length: int) -> bool:
    """Tell whether a name of so many words is all that there is, or parted from what follows."""
    return (
        length == len(words)
        or text[words[length - 1].end - 1] in ":,"
        or bool(_LEADING.match(text[words[length].start :]))
    )
