from activities.convert.doctor import examine
from schemas.conversion import ConvertSettings

NAMES = [
    "pandoc", "memory_cap_pandoc", "memory_cap_kernel", "wall_clock_kill", "network_namespace", "dies_with_parent",
    "typst", "fonts", "temporal",
]  # fmt: skip
EVERY_MACHINE_GIVES = {"pandoc", "memory_cap_pandoc", "memory_cap_kernel", "wall_clock_kill", "typst"}


def test_doctor_examines_the_machine() -> None:
    findings = examine()
    assert [finding.name for finding in findings] == NAMES
    assert {finding.name for finding in findings if finding.ok} >= EVERY_MACHINE_GIVES
    assert all(finding.sentence_ru.endswith(".") and finding.sentence_en.endswith(".") for finding in findings)


def test_doctor_tells_what_does_not_work(settings: ConvertSettings) -> None:
    starving = ConvertSettings(settings.slots_folder, address_space_bytes=2**20)
    findings = {finding.name: finding for finding in examine(starving)}
    assert not findings["pandoc"].ok
    assert not findings["network_namespace"].ok
    assert findings["pandoc"].sentence_en.startswith("Pandoc does not start in the jail")
