"""A text as people quote and search it: the plain text of its blocks, each under a stable address."""

from domain.text.canonical import addressed, normalise
from domain.text.tokens import pieces, plain
from schemas.text import Ast, Block, TextBlock


def block_text(block: Block) -> str:
    """The plain text of a canonical block: a line per item, cell or paragraph in it, footnotes in brackets."""
    return plain(pieces(block))


def text_blocks(ast: Ast) -> tuple[TextBlock, ...]:
    """The top-level blocks of a text in its canonical form, in order, also those without words."""
    text = addressed(ast)
    return tuple(
        TextBlock(index=index, hash=hash_, text=block_text(block))
        for index, (block, hash_) in enumerate(zip(text.blocks, text.block_hashes, strict=True))
    )


def document_text(ast: Ast) -> str:
    """The plain text of a whole text, blocks without words left out, an empty line between the others."""
    return "\n\n".join(text for block in normalise(ast)["blocks"] if (text := block_text(block)))
