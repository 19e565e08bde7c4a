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
        "body_exists",
        409,
        "Орган с таким названием уже есть: «{name}» ({id}). Выберите его или уточните название нового, "
        "например добавьте, при ком он.",
        "There is a body of this name already: “{name}” ({id}). Choose it, or make the new one's name more exact, "
        "for instance by whose it is.",
    ),
    Problem(
        "organisation_exists",
        409,
        "Организация с таким названием уже есть: «{name}» ({id}). Выберите её или уточните название новой, "
        "например добавьте место.",
        "There is an organisation of this name already: “{name}” ({id}). Choose it, or make the new one's name more "
        "exact, for instance by its place.",
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
        "term_overlaps",
        409,
        "Эти дни задевают несколько сроков этого человека в органе, первый из них {since} – {until}. "
        "Укажите дни, общие только с тем сроком, который меняете, или не общие ни с одним.",
        "These days touch several terms of this person in the body, the first of them {since} – {until}. "
        "Give days shared only with the term to be changed, or with none.",
    ),
    Problem(
        "deputy_unfit",
        422,
        "Человек {deputy_id} не может замещать: нужен другой действующий участник. Выберите его из списка людей.",
        "Person {deputy_id} cannot be the deputy: it takes another active person. Choose one from the list of people.",
    ),
    Problem(
        "body_unknown",
        422,
        "Органа {body_id} нет. Выберите его из списка органов или сначала добавьте.",
        "There is no body {body_id}. Choose one from the list of bodies or add it first.",
    ),
    Problem(
        "section_unknown",
        422,
        "В этом документе нет раздела {section_id}. Выберите раздел этого документа.",
        "This document has no section {section_id}. Choose a section of this document.",
    ),
    Problem(
        "absence_over",
        409,
        "Это отсутствие уже закончилось (последний день {until}). Записать или закончить можно только то, "
        "что ещё идёт или впереди.",
        "This absence is over already (its last day is {until}). "
        "Only one that lasts or is to come can be recorded or ended.",
    ),
    Problem(
        "absence_overlaps",
        409,
        "В эти дни отсутствие уже записано: с {since} по {until}. Сначала закончите его или выберите другие дни.",
        "An absence is recorded for these days already: {since} to {until}. End it first or choose other days.",
    ),
    Problem(
        "stands_in",
        409,
        "С {since} по {until} этот человек сам замещает другого. Сначала найдите тому другого заместителя: "
        "закончите то отсутствие и запишите его заново.",
        "From {since} to {until} this person stands in for somebody else. Find another deputy there first: "
        "end that absence and record it anew.",
    ),
    Problem(
        "deputy_absent",
        409,
        "Человек {deputy_id} сам отсутствует с {since} по {until}. Выберите другого заместителя.",
        "Person {deputy_id} is away from {since} to {until}. Choose another deputy.",
    ),
    Problem(
        "sheet_unknown_format",
        415,
        "Список принимается как .csv или .xlsx. Сохраните его в одном из этих видов и пришлите снова.",
        "A list is taken as .csv or .xlsx. Save it as one of these and send it again.",
    ),
    Problem(
        "sheet_too_large",
        413,
        "Список слишком велик: не больше {rows} строк, {columns} столбцов и {characters} знаков в ячейке. "
        "Разделите его на части.",
        "The list is too large: at most {rows} rows, {columns} columns and {characters} characters in a cell. "
        "Divide it into parts.",
    ),
    Problem(
        "sheet_row_unreadable",
        422,
        "Строка {row} читается неверно: в ней открыта кавычка, которая поглощает следующие строки. Исправьте строку "
        "{row} и пришлите файл снова.",
        "Row {row} cannot be read: a quotation mark is opened in it that swallows the rows after it. Mend row {row} "
        "and send the file again.",
    ),
    Problem(
        "sheet_without_columns",
        422,
        "В списке не нашлось столбцов с именем и почтой. Назовите их, например, «ФИО» и «Почта» и пришлите файл снова.",
        "No columns of names and addresses were found. Call them, say, “Name” and “E-mail” and send the file again.",
    ),
    Problem(
        "people_import_used",
        409,
        "Этот список уже внесён. Чтобы внести новых людей, пришлите файл ещё раз.",
        "This list was carried out already. To add new people send the file once more.",
    ),
)
