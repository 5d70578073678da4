"""A desktop of its own for a test: X server, session bus, window manager, keyboard and screen."""

import os
import shutil
import signal
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

WIDTH, HEIGHT = 1440, 900


class Desktop:
    """Owns a home folder and processes; both are gone when the `with` ends. One in a process: the accessibility library
    stays with the first."""

    def __enter__(self):
        self.home = Path(tempfile.mkdtemp(prefix="drover-gui-"))
        self._processes = []
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "USER": "tester",
            "XDG_RUNTIME_DIR": str(runtime),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        # Without -noreset the server starts anew when its last client leaves, and drops who comes meanwhile: the
        # accessibility library, which only looks in, may be that last one while the console starts.
        screen = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(self.home), "-displayfd", "{}"]
        self.environment["DISPLAY"] = ":" + self._serve(["Xvfb", "-nolisten", "tcp", "-noreset", *screen])
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._serve(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
        )
        self.start(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.environ.update(self.environment)  # the accessibility library looks there
        return self

    def __exit__(self, *error):
        for process in reversed(self._processes):
            self.end(process)
        for number in self._strays():
            os.kill(number, signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, words, environment=None, **options):
        """Starts a program on this desktop; it is ended with it at the latest."""
        process = subprocess.Popen(
            words,
            env=self.environment | (environment or {}),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **options,
        )
        self._processes.append(process)
        return process

    def end(self, process):
        """Ends a program and what it has started."""
        for number, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, None)):
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                pass
            try:
                process.wait(patience)
                return
            except subprocess.TimeoutExpired:
                pass

    def _strays(self):
        """What lives on by itself in our home: jobs and their parent outlive the console."""
        home = str(self.home)
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and (
                    os.readlink(entry / "cwd").startswith(home) or home in (entry / "cmdline").read_text()
                ):
                    yield int(entry.name)
            except OSError:
                pass  # it has ended meanwhile, or is somebody else's

    def _serve(self, words):
        """Starts a server that writes where it is to be found to the descriptor {}; returns that."""
        read, write = os.pipe()
        told = [word.format(write) for word in words]
        self.start(told, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            where = pipe.readline().strip()
        if not where:
            raise RuntimeError(f"{words[0]} did not start")
        return where

    def press(self, *keys):
        """Keys by xdotool's names, one after another: "Tab", "ctrl+shift+n"."""
        subprocess.run(["xdotool", "key", "--delay", "0", *keys], env=self.environment, check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "0", text], env=self.environment, check=True)

    def rows(self):
        """The screen's rows, four bytes a pixel: blue, green, red, nothing."""
        data = (self.home / "Xvfb_screen0").read_bytes()  # an XWD file
        header, stride, colours = (struct.unpack_from(">I", data, at)[0] for at in (0, 48, 76))
        begin = header + 12 * colours
        return [data[begin + y * stride : begin + y * stride + 4 * WIDTH] for y in range(HEIGHT)]

    def save_screen(self, path):
        """The screen as a PNG file."""
        lines = bytearray()
        for row in self.rows():
            line = bytearray(3 * WIDTH)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines += b"\0" + line

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        png = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(lines))) + chunk(b"IEND", b"")
        Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + png)
