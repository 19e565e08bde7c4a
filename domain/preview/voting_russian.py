"""The sentences of voting and signing in Russian."""

from fractions import Fraction

from domain.preview.quantities import plural
from schemas.policy import Share, SignRule, VotingRule

SHARES = {
    (1, 2): "половины",
    (1, 3): "одной трети",
    (2, 3): "двух третей",
    (1, 4): "одной четверти",
    (3, 4): "трёх четвертей",
    (2, 5): "двух пятых",
    (3, 5): "трёх пятых",
    (4, 5): "четырёх пятых",
}
"""In the genitive, as after «не меньше»; every other share is told in figures."""

LEAVING = "Кого отвели, тот выбывает из общего числа; единственный автор своего текста не рецензирует."

ORDERS = {
    "at_once": "Подписывают одновременно, в любом порядке.",
    "in_turn": "Подписывают по очереди, в порядке списка: следующего приглашают, когда подписал предыдущий.",
}


def carried(rule: VotingRule) -> str:
    """What carries a revision."""
    whole = "голосов по всему списку" if rule.base == "list" else "поданных голосов"
    if rule.kind == "unanimity" or (rule.share is not None and rule.share.numerator == rule.share.denominator):
        needed = _everybody(rule)
    elif rule.kind == "at_least":
        needed = f"не меньше {rule.count} {plural(rule.count or 1, ('голоса', 'голосов', 'голосов'))}"
    elif rule.share is not None:
        needed = f"не меньше {_share(rule.share)} {whole}"
    else:
        needed = f"больше половины {whole}"
    return f"Редакция принята, если за неё {needed}."


def _everybody(rule: VotingRule) -> str:
    if rule.base == "votes":
        return "все, кто голосовал"
    return "все, кто в списке" if rule.abstentions == "in_base" else "все, кто в списке и не воздержался"


def _share(share: Share) -> str:
    part = Fraction(share.numerator, share.denominator)
    return SHARES.get((part.numerator, part.denominator), str(part))


def counted(rule: VotingRule, silence_agrees: bool) -> list[str]:
    """What remarks, abstentions and silence count for."""
    said = ["Согласие с замечаниями — голос за."]
    if rule.kind != "at_least":
        into = "входит в общее число голосов, но не голосует за"
        said.append(f"Кто воздержался, {into if rule.abstentions == 'in_base' else 'в подсчёте не участвует'}.")
    if silence_agrees:
        return [*said, "Молчание тех, кому дошли приглашение и напоминание, в конце считается согласием."]
    if rule.base == "list":
        return [*said, "Кто промолчал, при подведении итога не считается голосующим за."]
    return [*said, "Кто промолчал, в подсчёте не участвует."]


def voices(rule: VotingRule, weights: str) -> list[str]:
    """Whose the voices are, what they weigh, and how few are too few."""
    said = []
    if rule.voice == "organisation":
        said.append(
            "У организации один голос: он за то, за что больше её представителей; поровну — организация воздержалась. "
            "Кто не представляет организацию, голосует от себя."
        )
    if rule.per_body:
        said.append(
            "Так должно быть в каждом органе, члены которого голосуют, и отдельно среди тех, кто ни в один не входит."
        )
    if weights:
        said.append(f"Вес голосов: {weights}; у остальных — 1.")
    if rule.minimum > 1:
        noun = plural(rule.minimum, ("голос", "голоса", "голосов"))
        said.append(
            f"Нужно, чтобы за или против было подано хотя бы {rule.minimum} {noun}; "
            "если меньше, после всех напоминаний решает координатор."
        )
    return said


def signatures(rule: SignRule, signers: int | None) -> str:
    """How many signatures are needed."""
    if rule.needed is None and signers == 1:
        return "Нужна подпись единственного утверждающего."
    if rule.needed is None:
        return f"Нужны подписи всех утверждающих{f' (их {signers})' if signers is not None else ''}."
    verb = plural(rule.needed, ("Нужна", "Нужны", "Нужно"))
    known = f" из {signers}" if signers is not None else ""
    return f"{verb} {rule.needed} {plural(rule.needed, ('подпись', 'подписи', 'подписей'))}{known}."


CARRY_OVER = (
    "Отзыв о прежней редакции действует и для новой, если с тех пор {change} и не тронуто то, о чём писал его автор; "
    "остальных просят высказаться снова."
)
CHANGES = {
    "identical": "текст не изменился",
    "whitespace": "изменились только пробелы",
    "typography": "изменились только знаки и оформление",
    "wording": "изменились только слова при том же смысле, не больше {numerator}/{denominator} всех слов",
}
OWN_FIRST = (
    "Отзывы и замечания других в открытом круге видны, кроме редакторов и координатора, только тем, "
    "кто уже высказался сам."
)
UPHOLDING = (
    "Если ответ на замечание — не просто «принято», у автора есть ещё {limit}, чтобы на замечании настаивать: "
    "до тех пор раздел не утвердят, даже если собраны все подписи."
)
