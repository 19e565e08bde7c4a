"""Plain models of a section and of a document, written from the issue by someone who has not read domain/."""

import pytest

pytest.register_assert_rewrite("tests.model.walking", "tests.model.section_walk", "tests.model.document_walk")
