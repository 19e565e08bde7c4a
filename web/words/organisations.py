"""The page of organisations."""

WORDS = {
    "organisations.title": ("Организации", "Organisations"),
    "organisations.none": ("Организаций пока нет.", "There are no organisations yet."),
    "organisations.find": ("Найти организацию", "Find an organisation"),
    "organisations.show_all": ("Показать все организации", "Show all organisations"),
    "organisations.name": ("Название", "Name"),
    "organisations.kind": ("Вид стороны", "Kind of stakeholder"),
    "organisations.region": ("Регион", "Region"),
    "organisations.add": ("Добавить организацию", "Add an organisation"),
    "organisations.change": ("Изменить", "Change"),
    "organisations.save": ("Сохранить", "Save"),
    "organisations.added": ("Организация добавлена.", "The organisation is added."),
    "organisations.saved": ("Организация сохранена.", "The organisation is saved."),
}

COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
