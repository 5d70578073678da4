#!/usr/bin/python3
"""All that takes the keyboard has a name and a role and shows it, on panes, pages, dialogs; Tab comes round."""

import re
import unittest
from contextlib import contextmanager

from access import until
from console import STOPS, Console
from desktop import Desktop

# What a person acts on, by the roles that say how.
CONTROLS = {
    "check box",
    "combo box",
    "link",
    "list",
    "page tab list",
    "password text",
    "push button",
    "radio button",
    "slider",
    "spin button",
    "table",
    "text",
    "toggle button",
    "tree",
}
# These take the keyboard to be scrolled or read.
READ = {"document frame", "label", "scroll pane", "list item", "table cell", "page tab", "canvas"}

PANES = {
    "Overview": "ctrl+1",
    "Clusters": "ctrl+2",
    "Pools": "ctrl+3",
    "Machines": "ctrl+4",
    "Work orders": "ctrl+5",
    "Timeline": "ctrl+6",
    "Content": "ctrl+7",
    "Journal": "ctrl+8",
}


class TestControls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desktop = cls.enterClassContext(Desktop())

    @contextmanager
    def console(self):
        """A window over a small fleet with a cluster, in which nothing goes on."""
        with Console(self.desktop, self.id().split(".")[-1]) as console:
            console.command(*"demo --machines 12 --pools 2 --seed 1 --speed 3600".split())
            console.command(*"cluster provision blue --role control-plane=1 --role worker=2 --wait".split())
            console.open()
            yield console

    def test_every_pane(self):
        with self.console() as console:
            for pane, key in PANES.items():
                console.press(key)
                console.wait_for("radio button", pane, state="checked")
                self.check(console, console.window)

    def test_the_form_of_a_new_order(self):
        with self.console() as console:
            console.press("ctrl+shift+w")
            console.wait_for("text", "Reason")
            self.check(console, console.window)

    def test_every_page_of_the_provision_wizard(self):
        with self.console() as console:
            console.press("ctrl+shift+n")
            wizard = console.wait_for_window("Provision cluster")
            console.fill("text", "Name of the cluster", "green")
            self.check_pages(console, wizard, ["Identity", "Source", "Topology", "Parameters", "Review"])

    def test_every_page_of_the_destroy_wizard(self):
        with self.console() as console:
            console.tab_to("push button", re.compile("Destroy.*"))
            console.press("space")
            self.check_pages(console, console.wait_for_window("Destroy blue"), ["Impact", "Confirm"])

    def test_every_dialog(self):
        with self.console() as console:
            for key, title in (("F1", "Keys"), ("ctrl+comma", "Settings")):
                console.press(key)
                self.check(console, console.wait_for_window(title))
                console.press("Escape")
                console.wait_until_gone(title)

    def check_pages(self, console, wizard, pages):
        for page in pages:
            console.wait_for("filler", page, inside=wizard)
            self.check(console, wizard)
            if page != pages[-1]:
                console.wait_for("push button", "Next", inside=wizard, state="enabled")
                console.tab_to("push button", "Next")
                console.press("space")

    def check(self, console, window):
        """The window's controls, then a walk through them by Tab until it comes round."""
        for node in window.showing():
            if node.role in CONTROLS or "focusable" in node.states:
                self.assertTrue(node.name, f"{node} at {node.box} has no name")
                self.assertIn(node.role, CONTROLS | READ, f"{node} at {node.box} is what?")
        if sum("focusable" in node.states for node in window.showing()) < 2:
            return  # nowhere to go
        first = console.tab()
        passed = []
        for _ in range(STOPS):
            before = self.desktop.rows()
            node = console.tab()
            passed.append(str(node))
            self.assertTrue(node.name, f"{node} after {passed} has no name")
            until(lambda: self.changed(before, node.box), f"a sign that {node} has the keyboard")
            if (node.role, node.name, node.box) == (first.role, first.name, first.box):
                return
        self.fail(f"Tab does not come round: {passed}")

    def changed(self, before, box):
        """Something looks different at a place on the screen, its rim included."""
        x, y, width, height = box
        rim = 4
        across = slice(4 * max(0, x - rim), 4 * (x + width + rim))
        down = slice(max(0, y - rim), y + height + rim)
        after = self.desktop.rows()
        return any(old[across] != new[across] for old, new in zip(before[down], after[down]))


if __name__ == "__main__":
    unittest.main()
