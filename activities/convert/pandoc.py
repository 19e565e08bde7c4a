"""How pandoc is called: always shut in its sandbox, always under a cap of memory, never with a user's own data."""

import pypandoc  # type: ignore[import-untyped]


def pandoc_command(heap_bytes: int, *arguments: str) -> list[str]:
    """The program and its arguments for `Jail.run`; reads stdin, writes stdout."""
    heap = f"-M{heap_bytes // 2**20}M"
    return [
        pypandoc.get_pandoc_path(), "--sandbox", "--quiet", "--data-dir=.", *arguments, "--output=-",
        "+RTS", heap, "-RTS",
    ]  # fmt: skip
