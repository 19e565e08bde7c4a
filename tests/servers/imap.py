"""An IMAP server of the tests' own (RFC 3501, the part that reading a mailbox takes), with letters in memory."""

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from tests.servers.process import LOOPBACK

USER, PASSWORD = "otvety", "верный пароль".encode().hex()


@dataclass
class ImapServer:
    """Where it listens, and the letters in its one folder, with their flags, by number."""

    port: int = 0
    letters: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    refuses_logins: bool = False

    @property
    def url(self) -> str:
        """How the mailbox is named in settings."""
        return f"imap://{USER}:{PASSWORD}@{LOOPBACK}:{self.port}/INBOX"

    def put(self, letter: bytes) -> int:
        """Deliver a letter; its number."""
        number = len(self.letters) + 1
        self.letters[number], self.flags[number] = letter, set()
        return number


class _Conversation(socketserver.StreamRequestHandler):
    """One client, command after command."""

    server: "_Listening"

    def handle(self) -> None:
        """Greet, then answer until it leaves."""
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, command = line.partition(" ")
            name = command.split(" ")[0].upper()
            if not self._answer(tag, name, command):
                return

    def _answer(self, tag: str, name: str, command: str) -> bool:
        box = self.server.box
        if name == "LOGIN":
            good = f'{USER} "{PASSWORD}"' in command and not box.refuses_logins
            self._say(f"{tag} OK in" if good else f"{tag} NO [AUTHENTICATIONFAILED] no")
        elif name == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1", f"{tag} OK done")
        elif name == "SELECT":
            self._say("* FLAGS (\\Seen \\Flagged)", f"* {len(box.letters)} EXISTS", f"{tag} OK [READ-WRITE] open")
        elif name == "UID":
            self._uid(command.split(" ", 1)[1])
            self._say(f"{tag} OK done")
        elif name == "LOGOUT":
            self._say("* BYE gone", f"{tag} OK done")
            return False
        else:
            self._say(f"{tag} BAD unknown")
        return True

    def _uid(self, command: str) -> None:
        box = self.server.box
        name, _, rest = command.partition(" ")
        if name == "SEARCH":
            found = [number for number in box.letters if not box.flags[number] & {"\\Seen", "\\Flagged"}]
            self._say(f"* SEARCH {' '.join(map(str, found))}".rstrip())
        elif name == "FETCH":
            number = int(rest.split(" ")[0])
            asked = re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", rest)
            assert asked is not None
            content = box.letters[number][: int(asked[1])]
            self.wfile.write(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(content)}}}\r\n".encode())
            self.wfile.write(content + b")\r\n")
        elif name == "STORE":
            number, flag = rest.split(" ")[0], re.findall(r"\\\w+", rest)[0]
            box.flags[int(number)].add(flag)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class _Listening(socketserver.ThreadingTCPServer):
    """Serves one mailbox."""

    allow_reuse_address = True
    daemon_threads = True
    box: ImapServer


@contextmanager
def running_imap() -> Iterator[ImapServer]:
    """An IMAP server in threads of this process."""
    with _Listening((LOOPBACK, 0), _Conversation) as server:
        server.box = ImapServer(server.server_address[1])
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()
