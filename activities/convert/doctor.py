"""What this machine gives to conversion and publication, found out by trying each thing."""

import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import typst

from activities.convert import launcher
from activities.convert.jail import Jail
from activities.convert.pandoc import pandoc_command
from activities.temporal_program import temporal_program
from schemas.conversion import ConvertSettings, Finding
from schemas.problems import Refused

PYTHON = [sys.executable, "-I", "-S", "-c"]
SLEEP = "import time; time.sleep(30)"
TAKE_MEMORY = "bytearray(1 << 40)"
CONNECT = """
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
    print("open")
except OSError:
    print("closed")
"""
START_AND_WAIT = """
import os, subprocess, sys
lifeline, launch, limits, program = int(sys.argv[1]), sys.argv[2:6], sys.argv[6:9], sys.argv[9:]
child = subprocess.Popen([*launch, *limits, str(os.getpid()), *program, str(lifeline)], pass_fds=[lifeline])
os.close(lifeline)
child.wait()
"""
SAY_READY_AND_SLEEP = "import os, sys, time; os.write(int(sys.argv[1]), b'x'); time.sleep(30)"
CYRILLIC_PAGE = "Проверка: ёжик, объявление, №".encode()
A_TEXT = "Слово *за* словом. ".encode() * 20_000


def examine(settings: ConvertSettings | None = None) -> list[Finding]:
    """Each thing tried once on this machine; takes about three seconds. Without settings, in a folder of its own."""
    if settings is not None:
        return [check(settings) for check in CHECKS]
    with tempfile.TemporaryDirectory(prefix="veche-doctor-") as folder:
        return examine(ConvertSettings(Path(folder)))


def _pandoc(settings: ConvertSettings) -> Finding:
    try:
        told = Jail(settings).run(pandoc_command(settings.heap_bytes, "--version"), b"").decode()
    except (Refused, OSError) as error:
        told = f"({error})"
    name = told.partition("\n")[0]
    return _finding("pandoc", name.startswith("pandoc "), (
        f"Преобразование файлов: {name}.", f"Conversion of files: {name}.",
        f"Pandoc не запускается в клетке {name}: файлы не преобразуются.",
        f"Pandoc does not start in the jail {name}: files cannot be converted.",
    ))  # fmt: skip


def _heap_cap(settings: ConvertSettings) -> Finding:
    tight = pandoc_command(16 * 2**20, "--from", "markdown", "--to", "json")
    return _finding("memory_cap_pandoc", _refusal(settings, tight, A_TEXT) == "conversion_too_large", (
        "Pandoc останавливается у своего предела памяти.", "Pandoc stops at its memory cap.",
        "Pandoc не останавливается у своего предела памяти.", "Pandoc does not stop at its memory cap.",
    ))  # fmt: skip


def _address_space(settings: ConvertSettings) -> Finding:
    refusal = _refusal(settings, [*PYTHON, TAKE_MEMORY], b"")
    return _finding("memory_cap_kernel", refusal == "conversion_failed", (
        "Ядро ограничивает память преобразователя.", "The kernel limits a converter's memory.",
        "Ядро не ограничивает память преобразователя.", "The kernel does not limit a converter's memory.",
    ))  # fmt: skip


def _wall_clock(settings: ConvertSettings) -> Finding:
    refusal = _refusal(replace(settings, wall_seconds=0.3), [*PYTHON, SLEEP], b"")
    return _finding("wall_clock_kill", refusal == "conversion_timeout", (
        "Зависший преобразователь прекращается по часам.", "A hung converter is killed by the clock.",
        "Зависший преобразователь не прекращается.", "A hung converter is not killed.",
    ))  # fmt: skip


def _network(settings: ConvertSettings) -> Finding:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        try:
            answer = Jail(settings).run([*PYTHON, CONNECT, port], b"").strip()
        except Refused as refusal:
            answer = refusal.code.encode()
    return _finding("network_namespace", answer == b"closed", (
        "Преобразователь отрезан от сети.", "A converter is cut off from the network.",
        "Ядро не даёт отрезать преобразователь от сети (нет пространств имён): держит только pandoc --sandbox.",
        "The kernel does not let us cut a converter off from the network (no namespaces): only --sandbox holds it.",
    ))  # fmt: skip


def _dies_with_parent(_settings: ConvertSettings) -> Finding:
    watch, lifeline = os.pipe()
    launch = [sys.executable, "-I", "-S", launcher.__file__]
    limits = [str(2**40), "60", str(2**20)]
    parent = subprocess.Popen(
        [*PYTHON, START_AND_WAIT, str(lifeline), *launch, *limits, *PYTHON, SAY_READY_AND_SLEEP], pass_fds=[lifeline]
    )
    os.close(lifeline)
    started = os.read(watch, 1) == b"x"
    parent.kill()
    parent.wait()
    # The pipe ends when the last process that holds its other end is gone.
    gone = started and bool(select.select([watch], [], [], 3.0)[0])
    os.close(watch)
    return _finding("dies_with_parent", gone, (
        "Преобразователь прекращается вместе с тем, кто его запустил.", "A converter dies with whoever started it.",
        "Преобразователь переживает того, кто его запустил.", "A converter outlives whoever started it.",
    ))  # fmt: skip


def _typst(_settings: ConvertSettings) -> Finding:
    try:
        made = bytes(typst.compile(CYRILLIC_PAGE, format="pdf")).startswith(b"%PDF-")
    except RuntimeError:
        made = False
    return _finding("typst", made, (
        "PDF изготавливается.", "PDF files can be made.", "PDF не изготавливается.", "PDF files cannot be made.",
    ))  # fmt: skip


def _fonts(_settings: ConvertSettings) -> Finding:
    families = typst.Fonts(include_system_fonts=True).families()
    told = f"{len(families)}: {', '.join(sorted(families)[:5])}"
    return _finding("fonts", bool(families), (
        f"Шрифты для PDF: {told}.", f"Fonts for PDF: {told}.", "Шрифтов для PDF нет.", "There are no fonts for PDF.",
    ))  # fmt: skip


def _temporal(_settings: ConvertSettings) -> Finding:
    path = temporal_program()
    told = ""
    if path is not None:
        run = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
        told = run.stdout.strip() if run.returncode == 0 else ""
    return _finding("temporal", bool(told), (
        f"Встроенный Temporal: {told}.", f"Embedded Temporal: {told}.",
        "Программы temporal нет: для `veche up` нужен её пакет или адрес другого сервера.",
        "There is no temporal program: `veche up` needs its package or another server's address.",
    ))  # fmt: skip


CHECKS: list[Callable[[ConvertSettings], Finding]] = [
    _pandoc, _heap_cap, _address_space, _wall_clock, _network, _dies_with_parent, _typst, _fonts, _temporal,
]  # fmt: skip


def _finding(name: str, ok: bool, sentences: tuple[str, str, str, str]) -> Finding:
    """`sentences`: if so, in Russian and English; if not, in Russian and English."""
    ru, en = sentences[:2] if ok else sentences[2:]
    return Finding(name, ok, ru, en)


def _refusal(settings: ConvertSettings, program: list[str], given: bytes) -> str:
    try:
        Jail(settings).run(program, given)
    except Refused as refusal:
        return refusal.code
    return ""
