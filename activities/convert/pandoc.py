"""How pandoc is called: always shut in its sandbox, always under a cap of memory, never with a user's own data."""

from pathlib import Path

import pypandoc  # type: ignore[import-untyped]


def pandoc_command(heap_bytes: int, *arguments: str) -> list[str]:
    """The program and its arguments for `Jail.run`; reads stdin, writes stdout."""
    return [
        pypandoc.get_pandoc_path(), "--sandbox", "--quiet", "--data-dir=.", *arguments, "--output=-",
        *_capped(heap_bytes),
    ]  # fmt: skip


def pandoc_script(heap_bytes: int, script: Path) -> list[str]:
    """The program and its arguments for `Jail.start`: a Lua script of ours, which shuts each reading in a sandbox."""
    return [pypandoc.get_pandoc_path(), *_capped(heap_bytes), "lua", str(script)]


def _capped(heap_bytes: int) -> list[str]:
    return ["+RTS", f"-M{heap_bytes // 2**20}M", "-RTS"]
