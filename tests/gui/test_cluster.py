#!/usr/bin/python3
"""A cluster's life in the real window, with the keyboard only, read as a screen reader would."""

import re
import unittest

from access import until
from console import Console
from desktop import Desktop

TREE = "Clusters, their roles and members"
MACHINES = 40


class TestCluster(unittest.TestCase):
    def test_is_provisioned_watched_and_destroyed(self):
        with Desktop() as desktop, Console(desktop, "gui-cluster") as console:
            console.command(*f"demo --machines {MACHINES} --pools 1 --seed 1 --speed 600".split())
            console.open()
            self.provision(console)
            self.watch(console)
            self.destroy(console)

    def provision(self, console):
        console.press("ctrl+shift+n")
        wizard = console.wait_for_window("Provision cluster")
        console.fill("text", "Name of the cluster", "blue")
        for page in ("Source", "Topology"):
            console.turn_page(wizard, page)
        console.fill("spin button", "Number of control-plane", "3")
        console.fill("spin button", "Number of worker", "4")
        for page in ("Parameters", "Review"):
            console.turn_page(wizard, page)
        start = "Start provisioning 7 machines"
        console.wait_for("push button", start, inside=wizard, state="enabled")
        console.tab_to("push button", start)
        console.press("space")
        console.wait_until_gone("Provision cluster")
        row = until(lambda: self.cluster_row(console, "Ready"), "the row of blue to say Ready")
        self.assertIn("7 / 7", row)

    def cluster_row(self, console, state):
        tree = console.window.find("tree", TREE)
        rows = tree.table() if tree else []
        return next((row for row in rows if row[0] == "blue" and state in row), None)

    def watch(self, console):
        lanes = console.wait_for("tree", "Lanes of the timeline")
        titles = [lane.name for lane in lanes.children()]
        self.assertIn("blue", titles)
        for member in ("cp-1", "cp-3", "w-1", "w-4"):
            lane = next(lane for lane in lanes.children() if lane.name.startswith(member + ","))
            spans = [span.name for span in lane.children()]
            self.assertGreater(len(spans), 10, member)
            for span in spans:
                self.assertRegex(span, rf"{member}, [a-z-]+, (Succeeded|Skipped|Failed).*")
        # With the keyboard: to the lanes, and along the first one's bars.
        console.tab_to("tree", "Lanes of the timeline")
        console.focus.forget()
        console.press("period")
        self.assertRegex(console.focus.taken().name, r"blue, [a-z-]+, Succeeded, .*")

    def destroy(self, console):
        console.press("ctrl+2")
        console.focus.taken()
        console.tab_to("push button", re.compile("Destroy.*"))
        console.press("space")
        wizard = console.wait_for_window("Destroy blue")
        console.turn_page(wizard, "Confirm")
        console.fill("text", "Type blue to go on", "blue")
        console.fill("text", "Reason", "seen it")
        console.wait_for("push button", "Destroy 7 members", inside=wizard, state="enabled")
        console.tab_to("push button", "Destroy 7 members")
        console.press("space")
        console.wait_until_gone("Destroy blue")
        console.press("ctrl+4")
        until(lambda: self.all_are_free(console), "all machines to say Free")
        (pool,) = console.command("pool", "status")
        self.assertEqual({k: n for k, n in pool["counts"].items() if n}, {"Free": MACHINES})
        self.assertEqual(console.command("get", "clusters"), [])

    def all_are_free(self, console):
        machines = console.window.find("tree", "Machines")
        rows = machines.table() if machines else []
        return len(rows) == MACHINES and all("Free" in row for row in rows)


if __name__ == "__main__":
    unittest.main()
