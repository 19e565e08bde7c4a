from domain.text.canonical import addressed
from domain.text.plain import document_text, text_blocks
from tests.domain.text.texts import PROSE, bullets, header, text

AST = text(header("Цели"), PROSE[0], {"t": "HorizontalRule"}, bullets("встречи", "архив"))


def test_document_is_read_block_by_block() -> None:
    assert document_text(AST) == f"Цели\n\n{PROSE[0]}\n\nвстречи\nархив"


def test_every_block_has_an_address() -> None:
    assert [(block.index, block.text) for block in text_blocks(AST)] == [
        (0, "Цели"),
        (1, PROSE[0]),
        (2, ""),
        (3, "встречи\nархив"),
    ]
    assert tuple(block.hash for block in text_blocks(AST)) == addressed(AST).block_hashes
