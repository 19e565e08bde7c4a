"""What pages say, in Russian and in English: a file per noun; `speech.py` speaks them.

A key is "noun.what". A template asks by `_("noun.what", name=value)`, and for numbers by `count("noun.things", n)`.
"""

from web.words import (
    audit,
    bodies,
    calendar,
    checking,
    demo,
    desk,
    disagreements,
    documents,
    errors,
    guest,
    helping,
    imports,
    layout,
    materials,
    notices,
    organisations,
    own,
    papers,
    people,
    plan,
    positions,
    proposals,
    published,
    rehearsals,
    responsibilities,
    rules,
    sections,
    setup,
    signing,
    signing_in,
    waiting,
    writing,
)

Words = dict[str, tuple[str, str]]
Counted = dict[str, tuple[tuple[str, str, str], tuple[str, str]]]

FAMILIES = (
    layout,
    errors,
    signing_in,
    waiting,
    helping,
    notices,
    documents,
    materials,
    setup,
    sections,
    disagreements,
    positions,
    proposals,
    signing,
    papers,
    desk,
    people,
    plan,
    bodies,
    organisations,
    own,
    published,
    rehearsals,
    responsibilities,
    checking,
    demo,
    audit,
    rules,
    writing,
    guest,
    calendar,
    imports,
)
WORDS: Words = {}
"""By key: Russian, English."""
COUNTED: Counted = {}
"""By key, what is counted: in Russian for 1, 2, 5, in English for 1 and 2."""
for _family in FAMILIES:
    assert WORDS.keys().isdisjoint(_family.WORDS), _family.__name__
    assert COUNTED.keys().isdisjoint(_family.COUNTED), _family.__name__
    WORDS |= _family.WORDS
    COUNTED |= _family.COUNTED
