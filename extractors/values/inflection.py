"""The forms of a Swedish participle or adjective, from the one that stands in a vocabulary."""

from __future__ import annotations

# Ending of the form given, and those of its others: neuter, plural, supine and past of the passive.
_PARTICIPLES = (
    ("ad", ("at", "ade", "ats", "ades")),
    ("dd", ("tt", "dda", "tts", "ddes")),
    ("gjord", ("gjort", "gjorda", "gjorts", "gjordes")),
    ("d", ("t", "da", "ts", "des")),
    ("en", ("et", "na", "its")),
    ("tt", ("tta", "tts")),
)
# Ending of the participle, and those of its present and infinitive in the passive.
_PRESENT = (
    ("ad", "as", "as"),
    ("dd", "ds", "das"),
    ("gjord", "görs", "göras"),
    ("satt", "sätts", "sättas"),
    ("d", "s", "as"),
)


def forms_of(participle: str) -> set[str]:
    """'avslutad' with avslutat, avslutade, avslutats and avslutades; what stands behind the participle stays."""
    head, space, tail = participle.partition(" ")
    ending, others = next((row for row in _PARTICIPLES if head.endswith(row[0])), ("", ()))
    stem = head.removesuffix(ending)
    return {participle, *(f"{stem}{other}{space}{tail}" for other in others)}


def passives_of(participle: str) -> tuple[str, ...]:
    """'inledd' in the present tense and the infinitive: inleds, inledas; none where the participle tells none."""
    found = next((row for row in _PRESENT if participle.endswith(row[0])), ("",))
    return tuple(participle.removesuffix(found[0]) + ending for ending in found[1:])


def adjective_forms(adjective: str) -> set[str]:
    """'klar' with klart and klara."""
    return {adjective, f"{adjective}t", f"{adjective}a"}
