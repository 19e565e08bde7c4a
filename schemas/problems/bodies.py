"""Error codes about organisations, bodies, who answers for what, and who stands in for whom."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "region_unknown",
        422,
        "Региона с кодом {region} нет. Возьмите код из справочника /references/regions.",
        "There is no region with the code {region}. Take the code from the list /references/regions.",
    ),
    Problem(
        "district_contradicts",
        422,
        "Регион {region} относится к федеральному округу {district}, а указан {given}. "
        "Не указывайте округ: он следует из региона.",
        "Region {region} belongs to the federal district {district}, but {given} is given. "
        "Leave the district out: it follows from the region.",
    ),
    Problem(
        "body_misplaced",
        422,
        "Орган не может входить в этот орган или иметь такие части: частью рабочей группы бывают только "
        "редакционная группа и организационный комитет. Укажите другой вид или другой вышестоящий орган.",
        "The body cannot be part of that one or have such parts: only an editorial group and an organising "
        "committee can be part of a working group. Give another kind or another parent.",
    ),
    Problem(
        "term_backwards",
        422,
        "Последний день ({until}) раньше первого ({since}). Исправьте даты.",
        "The last day ({until}) is before the first ({since}). Correct the dates.",
    ),
    Problem(
        "chair_taken",
        409,
        "В эти дни орган уже возглавляет другой человек ({person_id}). Сначала закончите его срок.",
        "Somebody else ({person_id}) chairs the body in these days. End their term first.",
    ),
    Problem(
        "deputy_unfit",
        422,
        "Человек {deputy_id} не может замещать: нужен другой действующий участник. Выберите его из списка людей.",
        "Person {deputy_id} cannot be the deputy: it takes another active person. Choose one from the list of people.",
    ),
)
