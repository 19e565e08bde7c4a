"""Error codes about outside experts, who come by a link and have no account."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "guest_link_unknown",
        410,
        "Такой ссылки нет. Откройте ссылку из письма целиком или попросите координатора прислать новую.",
        "There is no such link. Open the letter's link whole, or ask the coordinator for a new one.",
    ),
    Problem(
        "guest_link_opened",
        410,
        "Эта ссылка уже открыта в другом браузере и больше нигде не откроется. Попросите новую: она придёт на адрес "
        "приглашённого.",
        "This link was opened in another browser and opens nowhere else. Ask for a new one: it goes to the address "
        "that was invited.",
    ),
    Problem(
        "guest_link_expired",
        410,
        "Срок этой ссылки истёк. Если мнение ещё нужно, координатор пригласит снова.",
        "The time of this link is over. If the opinion is still wanted, the coordinator will invite anew.",
    ),
    Problem(
        "guest_link_revoked",
        410,
        "Приглашение отозвано, и ссылка больше не действует. Спросите у координатора.",
        "The invitation was withdrawn and the link no longer works. Ask the coordinator.",
    ),
    Problem(
        "guest_has_account",
        409,
        "У этого человека есть учётная запись. Назначьте его согласующим, ссылка ему не нужна.",
        "This person has an account. Make them a reviewer; they need no link.",
    ),
    Problem(
        "guest_invited_already",
        409,
        "Этот эксперт уже приглашён на эту редакцию. Если письмо потерялось, отправьте его ещё раз: {guest_id}.",
        "This expert is invited to this revision already. If the letter was lost, send it again: {guest_id}.",
    ),
    Problem(
        "guest_says_too_much",
        429,
        "За последний час по этой ссылке прислано {most} замечаний. Подождите {retry_after} с.",
        "{most} remarks came by this link within an hour. Wait {retry_after} s.",
    ),
)
