"""The story from beginning to end, told to one address."""

import json
from pathlib import Path
from typing import Any

from demo import scenes_disputed as disputed
from demo import scenes_drafting as drafting
from demo import scenes_edition as edition
from demo import scenes_setup as setup
from demo.cast import CAST, email_of
from demo.client import Address, WrongAnswer
from demo.reckoning import reckon
from demo.rules import LONGER
from demo.stage import Stage
from demo.table import Teller


def tell(*, address: str, email: str, password: str, out: Path, language: str) -> bool:
    """Tell it, and check everything on the way; True if all held.

    The administrator's account lets everybody else in. Results lie in `out`: the folders `edition` and
    `papers` and, if all held, `summary.json` with the counts. On a terminal the accounts that were made are
    printed at the end.
    """
    out.mkdir(parents=True, exist_ok=True)
    with Teller(language) as teller:
        try:
            stage = _scenes(Address(address), email, password, teller, out)
        except WrongAnswer as wrong:
            teller.say(f"История не сошлась: {wrong}", f"The story does not hold: {wrong}")
            return False
    if teller.on_terminal:
        teller.accounts(address, [(email, email, password), *_accounts(stage)])
    return True


def _accounts(stage: Stage) -> list[tuple[str, str, str]]:
    return [(f"{who.name}, {who.position.lower()}", email_of(key), stage.passwords[key]) for key, who in CAST.items()]


def _scenes(address: Address, email: str, password: str, teller: Teller, out: Path) -> Stage:
    stage = setup.let_everybody_in(address, address.sign_in(email, password), teller)
    setup.make_document(stage)
    setup.set_rules(stage)
    setup.launch(stage)

    drafting.ask_the_silent(stage)
    drafting.disagreed_and_revised(stage)
    drafting.by_word_file(stage)
    drafting.merged_from_two_editors(stage)
    disputed.disagreed_to_the_end(stage)
    drafting.missed_deadline(stage, LONGER)
    drafting.tacit_agreement(stage)

    edition.approve_the_whole(stage)
    published = edition.publish(stage)
    edition.fetch(stage, address, published, out / "edition")
    edition.read_it(stage, out / "edition")
    edition.take_the_papers(stage, out)
    counts: dict[str, Any] = reckon(stage)
    summary = counts | {"edition": published["number"], "seconds": teller.seconds}
    (out / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    teller.say(
        "Всё сошлось: напоминаний {reminders}, эскалаций {escalations}, редакций {revisions}, замечаний и ответов"
        " {comments}, решений экспертов {verdicts}, писем {letters}".format_map(counts),
        "All of it held: {reminders} reminders, {escalations} escalations, {revisions} revisions, {comments} remarks"
        " and answers, {verdicts} verdicts, {letters} letters".format_map(counts),
    )
    return stage
