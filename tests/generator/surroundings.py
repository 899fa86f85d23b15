"""What stands round the records: title page, prose, and tables that hold no record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.generator import phrases
from tests.generator.draft import Cell, Columns, Draft, Heading, PageBreak, Paragraph, Record, Table
from tests.generator.phrases import subjects


def kommun_name(kommun: str) -> str:
    """'Flens kommun', 'Motala kommun', 'Region Gotland'."""
    if kommun == "Gotland":
        return "Region Gotland"
    return f"{kommun} kommun" if kommun[-1] in "aeiouyåäösxz" else f"{kommun}s kommun"


def front(draft: Draft) -> None:
    """The title with kommun, board and number; on a page of its own or over the text."""
    setting = draft.setting
    lines: list[Paragraph | Heading] = [Heading(setting.title, 0)]
    if setting.board:
        lines.append(Paragraph([(setting.board, True)]))
    lines.append(Paragraph([(kommun_name(setting.kommun), False)]))
    if setting.dnr:
        label = draft.pick(["Diarienummer: ", "Dnr: ", "Diarienummer ", "Ärendenummer: "])
        lines.append(Paragraph([(label + setting.dnr, False)]))
    if draft.chance(0.3):
        lines.insert(0, lines.pop(2 if setting.board else 1))
    draft.add(*lines)
    if draft.chance(0.3):
        information(draft)
    if draft.chance(0.4):
        draft.add(PageBreak())


def chapter(draft: Draft) -> None:
    """A chapter of nothing but prose."""
    draft.heading(draft.unused(phrases.wordings()["headings"]["chapters"]), 1)
    lengths = [draft.rng.randrange(2, 5) for _ in range(draft.rng.randrange(1, 4))]
    body = [Paragraph([(phrases.prose(draft, length), False)]) for length in lengths]
    draft.add(
        Columns([*body]) if draft.setting.prose_columns else body[0], *([] if draft.setting.prose_columns else body[1:])
    )


def state_counts(draft: Draft, records: Sequence[Record]) -> str | None:
    """A sentence that counts the activities by status, and its record; now and then, and where all are some."""
    held = {status: sum(r["status"] == status for r in records) for status in ("done", "in_progress", "not_started")}
    if draft.chance(0.5) or not all(held.values()):
        return None
    words = draft.pick(["aktiviteter", "åtgärder", "insatser"])
    text = f"Av årets {len(records)} {words} är {held['done']} genomförda, {held['in_progress']} pågår och "
    text += f"{held['not_started']} är inte påbörjade."
    counts = {"total": len(records), **held, "kind": "status_count", "text": text}
    draft.record("claims", text, ["period"], year=draft.setting.year, period=draft.setting.period, **counts)
    return text


def add_contents(draft: Draft) -> None:
    """The list of the headings, put in before the first of them."""
    heads = [b for b in draft.blocks if isinstance(b, Heading) and 0 < b.level < 3]
    first = next(n for n, b in enumerate(draft.blocks) if isinstance(b, Heading) and b.level == 1)
    lines = [Paragraph([(f"{h.whole} {'.' * 40} {n // 4 + 2}", False)]) for n, h in enumerate(heads)]
    draft.anchors.insert(0, (lines[-1].runs[0][0], None, "front"))
    draft.blocks[first:first] = [Paragraph([("Innehåll", True)]), *lines, PageBreak()]


def _grid(heads: list[str], rows: list[list[str]], widths: list[float]) -> Table:
    return Table([[Cell(h, bold=True) for h in heads], *([Cell(t) for t in row] for row in rows)], widths)


def information(draft: Draft) -> None:
    """Dokumenttyp, beslutad av, giltig till: a table of labels and values that is no card."""
    y = draft.setting.year
    rows = [
        ["Dokumenttyp", draft.setting.kind.capitalize()],
        ["Beslutad av", draft.setting.board or "Kommunfullmäktige"],
        ["Beslutsdatum", f"{y - 1}-11-{draft.rng.randrange(10, 30)}"],
        ["Dokumentansvarig", draft.pick(subjects()["shared"]["contacts"])],
        ["Gäller till och med", f"{y}-12-31"],
    ]
    draft.add(
        Table([[Cell(a, bold=True), Cell(b)] for a, b in rows[: draft.rng.randrange(3, 6)]], [1, 2], header_rows=0)
    )


def revisions(draft: Draft) -> None:
    """Version, date and change."""
    draft.heading(draft.pick(["Revideringshistorik", "Versioner", "Ändringslogg"]), 1)
    y = draft.setting.year
    rows = [
        [
            f"1.{n}",
            f"{y}-0{n + 1}-1{n}",
            draft.pick(["Första utgåva", "Redaktionella ändringar", "Nytt avsnitt om ekonomi"]),
            phrases.unit(draft),
        ]
        for n in range(3)
    ]
    draft.add(_grid(["Version", "Datum", "Ändring", "Handläggare"], rows, [0.8, 1, 2, 1.5]))


def contacts(draft: Draft) -> None:
    """Who to ask: names, roles and telephones."""
    draft.heading(draft.pick(["Kontaktuppgifter", "Kontaktpersoner", "Mer information"]), 1)
    people = draft.rng.sample(subjects()["shared"]["contacts"], 3)
    rows = [
        [
            p,
            draft.pick(["Controller", "Utvecklingsledare", "Enhetschef"]),
            f"0{draft.rng.randrange(10, 99)}0-{draft.rng.randrange(100, 999)} 00",
        ]
        for p in people
    ]
    draft.add(_grid(["Namn", "Roll", "Telefon"], rows, [2, 2, 1.4]))


def agenda(draft: Draft) -> None:
    """Times and points of a day of planning."""
    draft.heading(draft.pick(["Planeringsdag", "Dialogmöten", "Processen i korthet"]), 1)
    rows = [
        [
            f"{8 + n}.30",
            draft.pick(
                ["Genomgång av omvärldsanalys", "Ekonomiska förutsättningar", "Diskussion i grupper", "Summering"]
            ),
            draft.pick(subjects()["shared"]["contacts"]),
        ]
        for n in range(4)
    ]
    draft.add(_grid(["Tid", "Punkt", "Föredragande"], rows, [0.8, 3, 1.6]))


def abbreviations(draft: Draft) -> None:
    """Words and what they mean."""
    draft.heading(draft.pick(["Förkortningar", "Ordförklaringar", "Begrepp"]), 1)
    rows = [
        ["HME", "Hållbart medarbetarengagemang, ett index"],
        ["SKR", "Sveriges Kommuner och Regioner"],
        ["LSS", "Lagen om stöd och service till vissa funktionshindrade"],
        ["IVO", "Inspektionen för vård och omsorg"],
    ]
    draft.add(_grid([draft.pick(["Begrepp", "Förkortning"]), "Förklaring"], rows, [1, 4]))


def organisation(draft: Draft) -> None:
    """Units and their heads."""
    draft.heading(draft.pick(["Organisation", "Verksamheten i korthet", "Så är vi organiserade"]), 1)
    units = list(dict.fromkeys(phrases.unit(draft) for _ in range(5)))
    rows = [[u, draft.pick(subjects()["shared"]["contacts"]), str(draft.rng.randrange(4, 90))] for u in units]
    draft.add(_grid(["Enhet", "Chef", draft.pick(["Antal anställda", "Medarbetare"])], rows, [2, 2, 1.2]))


def summary(draft: Draft) -> None:
    """How many have which status: counts, no activities."""
    draft.heading(draft.pick(["Sammanställning", "Översikt av status", "Läget i siffror"]), 1)
    words = [draft.pick(options) for options in phrases.wordings()["status"].values()]
    rows = [[w, str(draft.rng.randrange(1, 30)), f"{draft.rng.randrange(2, 60)} %"] for w in words[:4]]
    draft.add(_grid([draft.pick(["Status", "Läge"]), "Antal", "Andel"], rows, [2, 1, 1]))


def risks(draft: Draft) -> None:
    """Risks with how likely and how grave: numbers that are neither money nor indicators."""
    draft.heading(draft.pick(["Riskanalys", "Risker", "Bedömda risker"]), 1)
    told = ["Kompetensbrist", "Höga energipriser", "Bristande informationssäkerhet", "Förseningar i byggprojekt"]
    rows = [
        [r, str(draft.rng.randrange(1, 5)), str(draft.rng.randrange(1, 5)), draft.pick(["Accepteras", "Hanteras"])]
        for r in told
    ]
    draft.add(_grid(["Risk", "Sannolikhet", "Konsekvens", "Bedömning"], rows, [3, 1.2, 1.2, 1.4]))


DISTRACTORS: dict[str, Callable[[Draft], None]] = {
    "revision history": revisions,
    "contact list": contacts,
    "agenda": agenda,
    "abbreviations": abbreviations,
    "organisation": organisation,
    "status summary": summary,
    "risks": risks,
}
