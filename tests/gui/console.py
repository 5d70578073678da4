"""The real window on a data directory of its own: pressed by keys, read over AT-SPI."""

import json
import os
import subprocess
from pathlib import Path

from access import Focus, application, until

PROGRAM = Path(os.environ["DROVER_BIN"]) / "drover"
SCREENS = Path(os.environ["DROVER_SCREENS"])
STOPS = 200  # more presses of Tab than any window has controls


class Console:
    """Ended with its `with`; when that ends by an error, a picture and the accessible tree are kept."""

    def __init__(self, desktop, name):
        self.desktop = desktop
        self._name = name
        self._data = str(desktop.home / name)
        self._process = None
        self.application = None
        self.window = None
        self.focus = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind and self.application:
            SCREENS.mkdir(parents=True, exist_ok=True)
            self.desktop.save_screen(SCREENS / f"{self._name}.png")
            print(f"a picture of the failure: {SCREENS / self._name}.png")
            for window in self.application.children():
                print(window.outline())
        if self._process:
            self.desktop.end(self._process)

    def command(self, *words):
        """Runs `drover WORDS -o json` on the same directory; what it printed, as values."""
        told = [PROGRAM, "--data", self._data, *words, "-o", "json"]
        done = subprocess.run(told, env=self.desktop.environment, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise AssertionError(f"drover {' '.join(words)}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def open(self):
        always = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
        self._process = self.desktop.start([PROGRAM, "--data", self._data], always)
        self.application = application(self._process)
        self.focus = Focus()
        self.window = self.wait_for_window("Drover")

    def wait_for_window(self, title):
        """A window with this title that has the keyboard."""

        def look():
            windows = [node for node in self.application.children() if node.name == title]
            return next((node for node in windows if "active" in node.states), None)

        return until(look, f"the window '{title}'")

    def wait_until_gone(self, title):
        until(lambda: all(node.name != title for node in self.application.children()), f"'{title}' to close")

    def wait_for(self, role, name=None, inside=None, state=None):
        """A thing that shows, perhaps in a state ("enabled", "checked", …)."""

        def look():
            node = (inside or self.window).find(role, name)
            return node if node and (state is None or state in node.states) else None

        return until(look, f"{role} '{getattr(name, 'pattern', name)}' {state or ''}")

    def press(self, *keys):
        self.desktop.press(*keys)

    def tab(self, key="Tab"):
        """Presses Tab; who has the keyboard then."""
        self.focus.forget()
        self.press(key)
        return self.focus.taken()

    def tab_to(self, role, name):
        """Presses Tab until the thing has the keyboard."""
        passed = []
        for _ in range(STOPS):
            node = self.tab()
            if node.is_a(role, name):
                return node
            passed.append(str(node))
        raise AssertionError(f"Tab never comes to {role} '{getattr(name, 'pattern', name)}', but to {passed}")

    def turn_page(self, wizard, page):
        """In a wizard, by Return: to the next page, whose name is given."""
        self.wait_for("push button", "Next", inside=wizard, state="enabled")
        self.press("Return")
        self.wait_for("filler", page, inside=wizard)

    def fill(self, role, name, text):
        """Goes to a field by Tab, unless it has the keyboard already, and types over what stands there."""
        top = next(node for node in self.application.children() if "active" in node.states)
        field = self.wait_for(role, name, inside=top)
        if "focused" not in field.states:
            field = self.tab_to(role, name)
        self.press("ctrl+a")
        self.desktop.type(text)
        until(lambda: field.text == text, f"'{text}' in '{name}', where '{field.text}' stands")
