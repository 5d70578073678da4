#!/usr/bin/python3
"""A newcomer's walk: from the first-run page to the real example, provisioned, with what the window says alone."""

import ctypes
import fcntl
import os
import re
import socket
import struct
import unittest

from access import until
from console import Console
from desktop import Desktop

MOST_ACTIONS = 12
TREE = "Clusters, their roles and members"


def leave_the_network():
    """A network of its own, where that is allowed: the example has fixed addresses on this computer."""
    new_network = 0x40000000
    if ctypes.CDLL(None, use_errno=True).unshare(new_network) != 0:
        return
    get_flags, set_flags, up = 0x8913, 0x8914, 1
    with socket.socket() as any_socket:
        answer = fcntl.ioctl(any_socket, get_flags, struct.pack("16sH14x", b"lo", 0))
        flags = struct.unpack("16sH14x", answer)[1]
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", flags | up))


class TestNewcomer(unittest.TestCase):
    def test_provisions_the_real_example(self):
        leave_the_network()
        with Desktop() as desktop, Console(desktop, "gui-newcomer") as console:
            console.open()
            build = console.wait_for("push button", "Build example…", state="enabled")
            self.actions = 0
            self.act(console, "2")  # the key that stands on the card
            wizard = console.wait_for_window("Provision cluster")
            for page in ("Source", "Topology", "Parameters", "Review"):
                console.wait_for("push button", "Next", inside=wizard, state="enabled")
                self.act(console, "Return")
                console.wait_for("filler", page, inside=wizard)
            start = re.compile("Start provisioning 5 machines")
            console.wait_for("push button", start, inside=wizard, state="enabled")
            self.step_back_to(console, start)
            self.act(console, "space")
            console.wait_until_gone("Provision cluster")
            until(lambda: self.is_ready(console), "etcd-1 to be Ready in the list")
            self.assertLessEqual(self.actions, MOST_ACTIONS)
            (cluster,) = console.command("get", "clusters")
            self.assertEqual((cluster["state"], cluster["ready"], cluster["desired"]), ("ready", 5, 5))
            console.command(*"cluster destroy etcd-1 --confirm etcd-1 --reason seen --wait".split())

    def act(self, console, key):
        self.actions += 1
        console.press(key)

    def step_back_to(self, console, button):
        """By Shift+Tab, which from the first control of a page leads to the last of the window."""
        taken = None
        while taken is None or not taken.is_a("push button", button):
            self.assertLess(self.actions, MOST_ACTIONS, f"the keyboard is at {taken}")
            console.focus.forget()
            self.act(console, "shift+Tab")
            taken = console.focus.taken()

    def is_ready(self, console):
        tree = console.window.find("tree", TREE)
        return tree and any(row[0] == "etcd-1" and "Ready" in row for row in tree.table())


if __name__ == "__main__":
    unittest.main()
