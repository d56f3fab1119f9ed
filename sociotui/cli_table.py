"""The commands that there are: in which file each lies, and its help in a line, so that a list of them loads none.

A test compares each line with the help of the command itself.
"""

from typing import NamedTuple


class Elsewhere(NamedTuple):
    """A command that lies in the file `module`, which is loaded when it is asked for; `help` is the first line of its own."""

    module: str
    help: str


COMPLETING = "_SOCIOTUI_COMPLETE"
"""The variable by which a shell asks for what a word could become."""

ELSEWHERE: dict[str, Elsewhere] = {
    "act": Elsewhere("cli_meetings", "Do ACTION in MEETING, as its key does."),
    "actions": Elsewhere("cli_meetings", "List what `act` can do, and its options."),
    "add": Elsewhere("cli_changes", "Record who and what is new."),
    "agenda": Elsewhere("cli_agenda", "Print CIRCLE's next agenda, or prepare it."),
    "answer": Elsewhere("cli_records", "Answer DECISION, which waits for you."),
    "backup": Elsewhere("cli_store", "Write all that your home holds to FILE."),
    "change": Elsewhere("cli_changes", "Record what is different now."),
    "completion": Elsewhere("cli_completion", "Print what lets your shell complete words."),
    "config": Elsewhere("cli_config", "Show your settings and where they are from."),
    "doctor": Elsewhere("cli_doctor", "Look whether all is well."),
    "done": Elsewhere("cli_records", "Say that the next step STEP was done."),
    "due": Elsewhere("cli_records", "Show what is due, and what is overdue."),
    "end": Elsewhere("cli_changes", "Record what has ended."),
    "export": Elsewhere("cli_exports", "Write something out."),
    "find": Elsewhere("cli_find", "Find decisions by words."),
    "follow": Elsewhere("cli_ear", "Tell MEETING line by line, as it goes on."),
    "forget": Elsewhere("cli_forget", "Put a pseudonym in the place of PERSON."),
    "formats": Elsewhere("cli_records", "List the formats of meetings and items."),
    "history": Elsewhere("cli_changes", "Tell what changed in CIRCLE, or in all."),
    "host-key": Elsewhere("cli_members", "Make or show the server's host key."),
    "import": Elsewhere("cli_exports", "Bring something in."),
    "join": Elsewhere("cli_serve", "Come in to the server of this machine."),
    "learn": Elsewhere("cli_learn", "Print a lesson, or the list of them."),
    "list": Elsewhere("cli_records", "List circles, meetings and decisions."),
    "man": Elsewhere("cli_man", "Print the manual page."),
    "map": Elsewhere("cli_map", "Draw the circles within circles."),
    "member": Elsewhere("cli_members", "Say who may come in to a shared server."),
    "mend": Elsewhere("cli_mend", "Begin a step of the ladder of conflict."),
    "minutes": Elsewhere("cli_meetings", "Print the minutes of MEETING, as they stand."),
    "mirror": Elsewhere("cli_mirror", "Look into the mirror of a circle, or of all."),
    "open": Elsewhere("cli_meetings", "Open a meeting of CIRCLE and print its id."),
    "people": Elsewhere("cli_find", "Show people, and who has facilitated."),
    "practice": Elsewhere("cli_practice", "Practise with simulated members."),
    "restore": Elsewhere("cli_store", "Make your home what it was in FILE."),
    "roles": Elsewhere("cli_find", "Show who holds which role until when."),
    "said": Elsewhere("cli_say", "List what was said to CIRCLE, or to all."),
    "say": Elsewhere("cli_say", "Say something to CIRCLE between meetings."),
    "seek": Elsewhere("cli_find", "Propose a selection for ROLES of CIRCLE."),
    "serve": Elsewhere("cli_serve", "Let everybody in, each at their terminal."),
    "status": Elsewhere("cli_meetings", "Show where MEETING stands."),
    "talk": Elsewhere("cli_ear", "Hold MEETING by words."),
    "talk-with": Elsewhere("cli_mend", "Ask PERSON for a guided talk for two."),
}
