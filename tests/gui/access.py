"""What a screen reader is told of a window: names, roles, states and values. Nothing else is looked at."""

import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

DEADLINE = 60.0  # seconds; far more than a busy machine needs
POLL = 0.05

# What is in them is asked for, never walked through on the way: it may be a hundred thousand rows.
COLLECTIONS = {"tree", "table", "list"}


class Node:
    """One thing in the accessible tree. It may go at any time: then it has no name, state or child."""

    def __init__(self, accessible):
        self._accessible = accessible

    @staticmethod
    def _asked(question, otherwise):
        try:
            return question()
        except GLib.Error:
            return otherwise

    @property
    def role(self):
        return self._asked(self._accessible.get_role_name, "")

    @property
    def name(self):
        return self._asked(self._accessible.get_name, "")

    @property
    def description(self):
        return self._asked(self._accessible.get_description, "")

    @property
    def states(self):
        states = self._asked(lambda: self._accessible.get_state_set().get_states(), [])
        return {state.value_nick for state in states}

    @property
    def text(self):
        """What stands in a field."""
        return self._asked(lambda: Atspi.Text.get_text(self._accessible, 0, -1), "")

    @property
    def value(self):
        """Of a number field, a bar."""
        return self._asked(lambda: Atspi.Value.get_current_value(self._accessible), None)

    @property
    def box(self):
        """Where it is on the screen: x, y, width, height."""
        box = self._asked(lambda: self._accessible.get_extents(Atspi.CoordType.SCREEN), None)
        return (box.x, box.y, box.width, box.height) if box else (0, 0, 0, 0)

    def children(self):
        count = self._asked(self._accessible.get_child_count, 0)
        found = (self._asked(lambda i=i: self._accessible.get_child_at_index(i), None) for i in range(count))
        return [Node(child) for child in found if child]

    def table(self):
        """The names of a table's cells, row by row."""
        table = self._accessible
        rows = self._asked(lambda: Atspi.Table.get_n_rows(table), 0)
        columns = self._asked(lambda: Atspi.Table.get_n_columns(table), 0)

        def cell(row, column):
            found = self._asked(lambda: Atspi.Table.get_accessible_at(table, row, column), None)
            return Node(found).name if found else ""

        return [[cell(row, column) for column in range(columns)] for row in range(rows)]

    def showing(self):
        """All that shows from here downwards; what is in collections is left out."""
        if "showing" not in self.states:
            return
        yield self
        if self.role not in COLLECTIONS:
            for child in self.children():
                yield from child.showing()

    def find(self, role, name=None):
        """The first that shows and has the role and, if given, the name (a text or a pattern)."""
        return next((node for node in self.showing() if node.is_a(role, name)), None)

    def is_a(self, role, name=None):
        if name is None or self.role != role:
            return self.role == role
        return self.name == name if isinstance(name, str) else bool(name.fullmatch(self.name))

    def outline(self):
        """All that shows, for people: a line each."""
        plain = {"enabled", "sensitive", "showing", "visible", "read-only"}
        return "\n".join(f"{node} {' '.join(sorted(node.states - plain))}" for node in self.showing())

    def __str__(self):
        return f"{self.role} '{self.name}'"


def until(condition, what):
    """Waits for a condition and returns what it gave; `what` is told when it never came."""
    end = time.monotonic() + DEADLINE
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {DEADLINE:.0f} s for {what}")
        take_events()
        time.sleep(POLL)
    return result


def take_events():
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def application(process):
    """The tree of a process, as soon as there is one."""
    desktop = Atspi.get_desktop(0)
    desktop.set_cache_mask(Atspi.Cache.NONE)  # every question is asked anew

    def look():
        if process.poll() is not None:
            raise AssertionError(f"the program has ended with {process.returncode}")
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == process.pid:
                child.set_cache_mask(Atspi.Cache.NONE)
                return Node(child)
        return None

    return until(look, "the program's accessible tree")


class Focus:
    """Who has the keyboard, as it is told."""

    def __init__(self):
        self._last = None
        self._listener = Atspi.EventListener.new(self._take)
        self._listener.register("object:state-changed:focused")

    def _take(self, event):
        if event.detail1:
            self._last = Node(event.source)

    def forget(self):
        take_events()
        self._last = None

    def taken(self):
        """Waits for somebody to take it after forget()."""
        return until(self._holder, "the keyboard to go somewhere")

    def _holder(self):
        return self._last if self._last and "focused" in self._last.states else None
