"""Error codes about the one voice of a body, and positions that come on paper."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "through_association",
        409,
        "Ваше объединение высказывается по этому документу одним голосом. Предложите замечание внутри объединения: "
        "официальным оно станет вместе с позицией, которую отправит глава.",
        "Your association speaks on this document with one voice. Say it inside the association: it becomes "
        "official with the position that its head sends.",
    ),
    Problem(
        "body_without_head",
        409,
        "У этого объединения нет председателя и его заместителя, отвечать за него некому. Назначьте председателя.",
        "This body has no chair and no deputy chair, so nobody could speak for it. Appoint a chair first.",
    ),
    Problem(
        "not_for_body",
        409,
        "Официальными делает внутренние замечания тот, кто отвечает за объединение. Вы высказываетесь за себя.",
        "Contributions are made official by who speaks for the body. You speak for yourself.",
    ),
    Problem(
        "let_in_by_oneself",
        403,
        "Члены этого органа уже обсуждали тексты между собой, поэтому включить в него самого себя нельзя. "
        "Попросите другого администратора.",
        "The members of this body have discussed texts among themselves, so nobody can add themselves to it. "
        "Ask another administrator.",
    ),
    Problem(
        "contribution_official",
        409,
        "Это внутреннее замечание уже стало официальным. Уберите его из списка и отправьте снова.",
        "This contribution is official already. Take it off the list and send again.",
    ),
    Problem(
        "not_asked_here",
        409,
        "В открытом круге этого голоса нет. Выберите того, кто в нём голосует.",
        "The open round does not ask for this voice. Name somebody who votes in it.",
    ),
    Problem(
        "already_voted",
        409,
        "Этот человек уже высказался сам, его решение с бумаги не заменяется.",
        "This person has given their verdict themselves; what came on paper does not replace it.",
    ),
    Problem(
        "letter_used",
        409,
        "По этому письму решение уже внесено. Для другого решения приложите другое письмо.",
        "A decision was entered by this letter already. Take in another letter for another decision.",
    ),
    Problem(
        "not_of_body",
        409,
        "Место объединения занимает его председатель или заместитель председателя.",
        "The seat of a body is taken by its chair or a deputy chair.",
    ),
)
