#!/usr/bin/python3
"""The fleet map, whose cells are painted: each machine is there for who can't see it, and is walked to by keys."""

import unittest

from access import until
from console import STOPS, Console
from desktop import Desktop

MACHINES = 12
STATES = {"Free", "InUse", "Building", "Joining"}


class TestMap(unittest.TestCase):
    def test_cells_are_read_and_walked(self):
        with Desktop() as desktop, Console(desktop, "gui-map") as console:
            console.command(*f"demo --machines {MACHINES} --pools 2 --seed 1 --speed 3600".split())
            console.command(*"cluster provision blue --role control-plane=1 --role worker=2 --wait".split())
            console.open()
            console.press("ctrl+1")
            fleet = console.wait_for("table", "Fleet map")
            machines = {machine["name"]: machine for machine in console.command("get", "machines")}
            self.read(fleet, machines)
            self.walk(console, fleet)

    def read(self, fleet, machines):
        """A cell for each machine, by name, with where it stands in words and where it is on the screen."""
        cells = until(lambda: self.all_cells(fleet), "a cell for each machine")
        for name, machine in machines.items():
            (cell,) = [cell for cell in cells if name in cell.name.split(", ")]
            self.assertEqual(cell.role, "table cell")
            self.assertIn(machine["poolStatus"], cell.name)
            self.assertIn(machine["member"], cell.name)
            self.assertIn(cell.description, STATES)
            self.assertGreater(min(cell.box[2:]), 0, cell.name)

    def all_cells(self, fleet):
        cells = fleet.children()
        return cells if len(cells) == MACHINES else None

    def walk(self, console, fleet):
        """Every cell by an arrow key, from the first that Tab comes to; then Return leads to the machine."""
        for _ in range(STOPS):
            if console.tab().role in ("table", "table cell"):
                break
        held = until(lambda: self.focused(fleet), "a cell to have the keyboard")
        passed = {held.name}
        for _ in range(MACHINES - 1):
            console.focus.forget()
            console.press("Down")
            cell = console.focus.taken()
            self.assertEqual(cell.role, "table cell")
            self.assertIn("selected", cell.states)
            passed.add(cell.name)
        self.assertEqual(len(passed), MACHINES)
        console.press("Return")
        until(lambda: console.window.find("table", "Fleet map") is None, "the machine's page")

    def focused(self, fleet):
        return next((cell for cell in fleet.children() if "focused" in cell.states), None)


if __name__ == "__main__":
    unittest.main()
