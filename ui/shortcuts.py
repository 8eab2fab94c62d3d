"""Every keyboard shortcut, in one place: the menus take them from here and the list of shortcuts shows them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class Shortcut:
    name: str
    keys: tuple[str, ...]
    says: str
    where: str

    def sequences(self) -> list[QKeySequence]:
        return [QKeySequence(key) for key in self.keys]

    @property
    def shown(self) -> str:
        """As this computer writes it: Ctrl+F, or the sign of the Command key on a Mac."""
        return " or ".join(
            QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in self.keys[:2]
        )


_STANDARDS = "Standards and comparison"
_ANY, _LIST, _CHILD, _FORM = "Anywhere", "Caseload", "A child's record", "Forms and dates"
ALL = (
    Shortcut("caseload", ("F2",), "Caseload", _ANY),
    Shortcut("mywork", ("F3",), "My own calendar", _ANY),
    Shortcut("standards", ("F7",), "Standards", _ANY),
    Shortcut("compare", ("F8",), "Compare authorities", _ANY),
    Shortcut("settings", ("Ctrl+,",), "Settings", _ANY),
    Shortcut("find", ("Ctrl+F",), "Search the caseload", _ANY),
    Shortcut("search", ("Ctrl+Shift+F",), "Search the whole record", _ANY),
    Shortcut("quick", ("Ctrl+N",), "Record or book in one line", _ANY),
    Shortcut("add", ("Ctrl+Shift+N",), "Add a child", _ANY),
    Shortcut("undo", ("Ctrl+Z",), "Undo the last change of a record", _ANY),
    Shortcut("backup", ("Ctrl+B",), "Back up", _ANY),
    Shortcut("lock", ("Ctrl+L",), "Lock now", _ANY),
    Shortcut("bigger", ("Ctrl++", "Ctrl+="), "Larger text", _ANY),
    Shortcut("smaller", ("Ctrl+-",), "Smaller text", _ANY),
    Shortcut("usual", ("Ctrl+0",), "Text at 100 %", _ANY),
    Shortcut("shortcuts", ("F1",), "This list of shortcuts", _ANY),
    Shortcut("quit", ("Ctrl+Q",), "Leave Daymark", _ANY),
    Shortcut("", ("Down",), "From the search into the list", _LIST),
    Shortcut("", ("Return",), "Open the child", _LIST),
    Shortcut("", ("Esc",), "Clear the search and the filters", _LIST),
    Shortcut("", ("Ctrl+F",), "Search the standards, or the topics", _STANDARDS),
    Shortcut("", ("Ctrl+P",), "Print the booklet, or the comparison", _STANDARDS),
    Shortcut("", ("F6",), "Between the list and the standard beside it", _STANDARDS),
    Shortcut(
        "", ("Left",), "Along a lane of the time line (also Right; Up and Down: another lane)", _STANDARDS
    ),
    Shortcut("", ("Return",), "Read the standard behind a cell or a mark", _STANDARDS),
    Shortcut("", ("Ctrl+N",), "Record an event, or book one", _CHILD),
    Shortcut("", ("Ctrl+1",), "Calendar (Ctrl and 2 to 9: the sections after it)", _CHILD),
    Shortcut("", ("Ctrl+PgDown",), "The next section (Ctrl+PgUp: the one before)", _CHILD),
    Shortcut("", ("Ctrl+S",), "Save the plan, summary, letter or audit that is being written", _CHILD),
    Shortcut("", ("Del",), "Remove the event chosen in the record", _CHILD),
    Shortcut("", ("Ctrl+F",), "Search the agenda", _CHILD),
    Shortcut("", ("Ctrl+P",), "Print what is shown", _CHILD),
    Shortcut("", ("Ctrl+D",), "Mark the action chosen as done today, or open it again", _CHILD),
    Shortcut("", ("F6",), "Between the page and the reasons beside it", _CHILD),
    Shortcut("", ("Alt+Left",), "Back to the caseload", _CHILD),
    Shortcut("", ("Left",), "Another day of the month (also Right, Up, Down)", _CHILD),
    Shortcut("", ("PgUp",), "The month before (PgDown: the next)", _CHILD),
    Shortcut("", ("T",), "Today", _CHILD),
    Shortcut(
        "", ("Left",), "Move whoever is chosen on the genogram (also Right, Up, Down; Shift: further)", _CHILD
    ),
    Shortcut("", ("PgDown",), "Choose the next person on the genogram (PgUp: the one before)", _CHILD),
    Shortcut("", ("Ctrl+Return",), "Save the form", _FORM),
    Shortcut("", ("Esc",), "Leave the form", _FORM),
    Shortcut("", ("Up",), "A day later or earlier (also Down; PgUp and PgDown by weeks)", _FORM),
    Shortcut("", ("F4",), "Choose a date from a calendar", _FORM),
    Shortcut("", ("Ctrl+.",), "What a word underlined in red may have meant", _FORM),
)


def shortcut(name: str) -> Shortcut:
    return next(each for each in ALL if each.name == name)
