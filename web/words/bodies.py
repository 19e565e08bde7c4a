"""Bodies and their members."""

WORDS = {
    "bodies.title": ("Органы", "Bodies"),
    "bodies.none": (
        "Органов пока нет: рабочих групп, комитетов, советов.",
        "There are no bodies yet: no groups, committees or councils.",
    ),
    "bodies.add": ("Добавить орган", "Add a body"),
    "bodies.added": ("Орган добавлен. Теперь включите в него людей.", "The body is added. Now give it members."),
    "bodies.saved": ("Сохранено.", "Saved."),
    "bodies.name": ("Название", "Name"),
    "bodies.kind": ("Вид", "Kind"),
    "bodies.function": ("Чем занимается", "What it does"),
    "bodies.mandate": ("Полномочия", "Mandate"),
    "bodies.mandate_hint": (
        "На чём основаны: положение, решение, приказ.",
        "What it rests on: statutes, a decision, an order.",
    ),
    "bodies.parent": ("Часть рабочей группы", "Part of a working group"),
    "bodies.parent_hint": (
        "Для редакционной группы и организационного комитета.",
        "For an editorial group and an organising committee.",
    ),
    "bodies.part_of": ("Входит в", "Part of"),
    "bodies.members": ("Состав", "Members"),
    "bodies.no_members": ("В нём пока никого нет.", "Nobody sits in it yet."),
    "bodies.person": ("Кто", "Who"),
    "bodies.office": ("Должность в органе", "Office in the body"),
    "bodies.office_title": ("Как она здесь называется", "What it is called here"),
    "bodies.office_title_hint": ("Например: сопредседатель.", "For example: co-chair."),
    "bodies.term": ("Срок", "Term"),
    "bodies.open_term": ("без срока", "open"),
    "bodies.set_member": ("Включить в состав или изменить", "Make somebody a member, or change a place"),
    "bodies.set_member_lead": (
        "Дни, общие с прежним сроком, изменят его; другие дни станут новым сроком.",
        "Days shared with an earlier term change it; other days become a term of their own.",
    ),
    "bodies.member_set": ("Состав изменён.", "The membership is changed."),
    "bodies.remove": ("Вывести из состава", "Take out"),
    "bodies.member_removed": (
        "Человек выведен из состава; открытые круги об этом узнали.",
        "The person is no member any more; open rounds were told.",
    ),
    "bodies.change": ("Изменить орган", "Change the body"),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
