"""Error codes about answers by letter, and about taking back what a letter did."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "mail_secret_refused",
        401,
        "Почтовый сервер не предъявил верного секрета. Проверьте VECHE_MAIL_SECRET и настройку сервера.",
        "The mail server did not show the right secret. Check VECHE_MAIL_SECRET and the server's set-up.",
    ),
    Problem(
        "answer_unknown",
        410,
        "Такой ссылки нет, или действие уже отменено.",
        "There is no such link, or what it undoes was undone already.",
    ),
    Problem(
        "answer_overtaken",
        409,
        "После этого письма вы уже дали другое решение. Измените его на странице раздела.",
        "Since that letter you have given another verdict. Change that one on the section's page.",
    ),
)
