"""What the notices of bodies with one voice and of positions on paper say in Russian."""

from domain.letters.tongue import Text

POSITION_TEXTS: dict[str, Text] = {
    "contribution_invited": Text(
        "Ваше объединение просят высказаться",
        "На рецензию передана редакция № {revision} {of_place}. Ваше объединение высказывается одним голосом.",
        "Прочитайте текст и предложите замечания внутри объединения: их увидят только его члены. "
        "Официальную позицию направит глава.",
        "due",
        "member",
    ),
    "contribution_reminder": Text(
        "Напоминаем: объединение ещё не высказалось",
        "Официальная позиция вашего объединения о редакции № {revision} {of_place} ещё не получена.",
        "Если вы ещё не предложили замечаний, сделайте это внутри объединения.",
        "due",
        "member",
    ),
    "position_entered": Text(
        "Внесено решение с бумаги",
        "О редакции № {revision} {of_place} от вашего имени внесено решение, полученное письмом.",
        "Проверьте его. Если оно неверно, дайте своё решение: оно заменит внесённое, пока рассмотрение не закончено.",
        "due",
        "reviewer",
    ),
}
"""By the kind of notice."""
