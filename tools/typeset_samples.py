"""Typesets the sample follow-ups in data/raw from facts (samples/facts.toml) and the project's own prose (prose.toml).

usage: python -m tools.typeset_samples [FOLDER]     (default: data/raw)

The same bytes each time. Two templates that differ in fonts, colours, numbering and what stands before the report.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

HERE = Path(__file__).parent / "samples"
FACTS = tomllib.loads((HERE / "facts.toml").read_text(encoding="utf-8"))["activities"]
PROSE = tomllib.loads((HERE / "prose.toml").read_text(encoding="utf-8"))
GOAL_OF_SECTION = {"1.1.1": 0, "1.2.1": 1, "1.3.1": 2, "2.1.1": 3, "2.2.1": 4, "2.3.1": 5, "2.4.1": 6}
HEADER = (
    "Aktivitet och kort beskrivning. P=projekt, A=aktivitet, F=förstudie. Nuläge anges som Ej inlett, Pågår eller Klart"
)
WIDTHS = [7.6 * cm, 1.5 * cm, 4.4 * cm, 3.2 * cm]
CONTENTS_WIDTH = 15.4 * cm


@dataclass(frozen=True)
class Look:
    """What one sample's template looks like."""

    period: str
    font: str
    bold: str
    italic: str
    colour: str
    header_fill: str
    first_section: int
    head: str


LOOKS = {
    "T2": Look("T2", "Times-Roman", "Times-Bold", "Times-Italic", "#1b547a", "#d5e3ed", 1, "Uppföljning, augusti 2024"),
    "T3": Look(
        "T3", "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "#00657b", "#cfe5e9", 2,
        "Uppföljning av verksamhetsplan 2024, T3",
    ),
}  # fmt: skip


@dataclass
class Pagination:
    """On which page each chapter begins, and how many pages there are; known once the sample has been typeset."""

    chapters: dict[str, int] = field(default_factory=dict)
    pages: int = 0


class Chapter(Paragraph):
    """The heading of a chapter, which the contents list."""


class PagedDocument(BaseDocTemplate):
    """A document that notes where its chapters begin."""

    found: Pagination

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (reportlab's name)
        self.found.pages = self.page
        if isinstance(flowable, Chapter):
            self.found.chapters[flowable.getPlainText()] = self.page


class Sample:
    """One follow-up being typeset: its styles and the flowables so far."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.story: list[Flowable] = []

    def style(
        self, size: float, *, bold: bool = False, italic: bool = False, colour: str = "#000000"
    ) -> ParagraphStyle:
        font = self.look.bold if bold else self.look.italic if italic else self.look.font
        return ParagraphStyle(
            f"{font}{size}{colour}", fontName=font, fontSize=size, leading=size * 1.3, textColor=colors.HexColor(colour)
        )

    def text(self, words: str, *, after: float = 7, **look: Any) -> None:
        self.story += [Paragraph(words, self.style(look.pop("size", 10.5), **look)), Spacer(1, after)]

    def chapter(self, words: str) -> None:
        size = 17.0
        style = self.style(size, bold=True, colour=self.look.colour)
        self.story += [Spacer(1, size * 0.6), Chapter(words, style), Spacer(1, size * 0.35)]

    def heading(self, words: str, size: float) -> None:
        self.story.append(Spacer(1, size * 0.6))
        self.text(words, size=size, bold=True, colour=self.look.colour, after=size * 0.35)

    def table(self, rows: list[list[str]], widths: list[float]) -> None:
        small, strong = self.style(9), self.style(9, bold=True)
        cells = [[Paragraph(text, strong if i == 0 else small) for text in row] for i, row in enumerate(rows)]
        lines = [
            ("GRID", (0, 0), (-1, -1), 0.6, colors.HexColor(self.look.colour)),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(self.look.header_fill)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        self.story += [Table(cells, widths, repeatRows=1, style=TableStyle(lines), hAlign="LEFT"), Spacer(1, 12)]

    def number(self, section: str) -> str:
        """A section's number in this sample, whose report may begin with a summary."""
        first, _, rest = section.partition(".")
        return ".".join(filter(None, [str(int(first) + self.look.first_section - 1), rest]))


def activity_rows(section: str, look: Look) -> list[tuple[dict[str, Any], str]]:
    """The section's activities with their comments."""
    pairs = zip(FACTS, PROSE["comments"], strict=True)
    return [(fact, comment[look.period]) for fact, comment in pairs if fact["section"] == section]


def add_activities(sample: Sample, section: str) -> None:
    period = sample.look.period
    rows = [[HEADER, f"Nuläge {period}", "Ansvarig", "Samverkan med /kommentar"]]
    for fact, _ in activity_rows(section, sample.look):
        title = fact.get("title_t3", fact["title"]) if period == "T3" else fact["title"]
        responsible = fact.get("responsible_t3", fact["responsible"]) if period == "T3" else fact["responsible"]
        marker = f" ({fact['marker']})" if "marker" in fact else ""
        rows.append([title + marker, fact["status"][period], responsible, fact.get("collaboration", "-")])
    sample.table(rows, WIDTHS)


def add_comments(sample: Sample, section: str) -> None:
    for _, comment in activity_rows(section, sample.look):
        if comment:
            sample.text(comment)


def add_goals(sample: Sample) -> None:
    groups = [("1", "Kommunfullmäktiges mål till nämnden", "Kommunfullmäktiges mål {} till nämnden", 0, 3)]
    groups.append(("2", "Nämndspecifika mål", "Nämndspecifikt mål {}", 3, 7))
    for group, title, goal_title, first, last in groups:
        sample.chapter(f"{sample.number(group)}. {title}")
        for number, goal in enumerate(PROSE["goals"][first:last], 1):
            section = f"{group}.{number}"
            sample.heading(f"{sample.number(section)} {goal_title.format(number)}", 13)
            sample.text(goal["text"])
            for baseline in goal["baseline"]:
                sample.text(f"Nuläge: {baseline}", italic=True)
            sample.text("Motivering", bold=True, after=2)
            sample.text(goal["rationale"])
            sample.heading(f"{sample.number(section)}.1 Uppföljning av aktiviteter och projekt", 11.5)
            add_activities(sample, f"{section}.1")
            sample.heading(f"{sample.number(section)}.2 Kommentar {sample.look.period}", 11.5)
            add_comments(sample, f"{section}.1")


def add_rest(sample: Sample) -> None:
    period = sample.look.period
    sample.chapter(f"{sample.number('3')}. Särskilda satsningar")
    sample.heading(f"{sample.number('3.1')} Uppföljning av aktiviteter och projekt", 13)
    add_activities(sample, "3.1")
    sample.heading(f"{sample.number('3.2')} Kommentar {period}", 13)
    add_comments(sample, "3.1")
    sample.chapter(f"{sample.number('4')}. Brukarinvolvering")
    surveys = [["Verksamhet", "Typ av undersökning", "Kontaktperson", "Nuläge"]]
    surveys += [
        [fact["responsible"], fact["title"], fact["contact"], fact["status"][period]]
        for fact, _ in activity_rows("4", sample.look)
    ]
    sample.table(surveys, [4 * cm, 5 * cm, 4.6 * cm, 2.4 * cm])
    sample.heading(f"{sample.number('4.1')} Kommentar {period}", 13)
    add_comments(sample, "4")
    sample.chapter(f"{sample.number('5')}. Uppföljning")
    calendar = [["Uppföljning av aktivitetsplan", "Datum", "Kommentar"]]
    calendar.append(["T1", "30 april", "Redovisad för nämnden."])
    calendar.append(["T2 - Delårsbokslut", "31 augusti", "Redovisad."])
    calendar.append(["T3 - Årsredovisning", "31 december", "Redovisad." if period == "T3" else ""])
    sample.table(calendar, [6 * cm, 3.4 * cm, 6 * cm])


def add_protocol(sample: Sample) -> None:
    """The extract of the minutes that is bound before the report."""
    sample.text("§ 109", size=14, bold=True)
    sample.text("Diarienummer: KS/2023:239", after=14)
    sample.text("Verksamhetsplan för kommunstyrelsen per augusti, T2", size=14, bold=True)
    sample.text("Bakgrund", size=11.5, bold=True, after=3)
    sample.text("Förvaltningen följer upp sin plan tre gånger om året.", after=12)
    sample.text("Sammanfattning", size=11.5, bold=True, after=3)
    sample.text(f"{PROSE['introduction']['T2']} {PROSE['claim']['T2']}", after=12)
    sample.text("Beslutsunderlag", size=11.5, bold=True, after=3)
    sample.text("Tjänsteskrivelse daterad 2024-09-02<br/>Uppföljning av verksamhetsplan 2024", after=12)
    sample.text("Arbetsutskottets förslag till kommunstyrelsen", size=11.5, bold=True, after=3)
    sample.text("1. Kommunstyrelsen tar del av uppföljningen per 31 augusti.", after=12)
    sample.text("Beslutet skickas till", size=11.5, bold=True, after=3)
    sample.text("Kommunstyrelsen<br/>Akten")


def add_cover(sample: Sample) -> None:
    sample.story.append(Spacer(1, 5 * cm))
    sample.text("Mjölby kommun", size=18, bold=True, colour=sample.look.colour, after=60)
    sample.text(
        "Uppföljning av verksamhetsplan, augusti 2024, kommunstyrelsen", size=26, bold=True, colour=sample.look.colour
    )
    sample.text("Diarienummer: KS/2023:239")
    sample.text("Dokumentansvarig nämnd: Kommunstyrelsen")


def add_contents(sample: Sample, pagination: Pagination) -> None:
    size = 10.5
    sample.text("Innehåll", size=17, bold=True, colour=sample.look.colour)
    for title, page in pagination.chapters.items():
        taken = stringWidth(f"{title}{page}", sample.look.font, size)
        dots = int((CONTENTS_WIDTH - taken) / stringWidth(".", sample.look.font, size))
        sample.text(f"{title}{'.' * dots}{page}", size=size, after=2)


def build(look: Look, target: Path) -> None:
    """Typesets one sample: first to learn the page numbers, then with them."""
    pagination = typeset(look, BytesIO(), Pagination())
    typeset(look, target, pagination)


def typeset(look: Look, target: Path | IO[bytes], pagination: Pagination) -> Pagination:
    """Writes the sample with the page numbers given; returns those that it turned out to have."""
    sample = Sample(look)
    if look.period == "T2":
        add_protocol(sample)
        sample.story += [NextPageTemplate("plain"), PageBreak()]
        add_cover(sample)
        sample.story += [NextPageTemplate("report"), PageBreak()]
        add_contents(sample, pagination)
        sample.story.append(PageBreak())
    else:
        sample.text("Mjölby kommun", size=16, bold=True, colour=look.colour, after=2)
        sample.text(look.head, size=11, colour="#505050", after=20)
        sample.chapter("1. Sammanfattning")
        sample.text(PROSE["introduction"]["T3"])
        sample.text(PROSE["claim"]["T3"])
        sample.story.append(NextPageTemplate("report"))
    add_goals(sample)
    add_rest(sample)
    sample.text("Kommunstyrelsens förvaltning, Mjölby kommun, www.mjolby.se", size=9)
    file = str(target) if isinstance(target, Path) else target
    document = PagedDocument(file, pagesize=A4, title=look.head, author="kommunplan", invariant=1)
    document.found = Pagination()
    frame = Frame(2.4 * cm, 2.4 * cm, A4[0] - 4.8 * cm, A4[1] - 5.2 * cm, id="text")
    document.addPageTemplates(
        [
            PageTemplate("first", frame, onPage=_first_page(look)),
            PageTemplate("plain", frame),
            PageTemplate("report", frame, onPage=_report_page(look, pagination.pages)),
        ]
    )
    document.build(sample.story)
    return document.found


def _first_page(look: Look) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        if look.period == "T2":
            canvas.setFont(look.font, 10)
            canvas.drawString(2.6 * cm, A4[1] - 1.6 * cm, "Mjölby kommun, Arbetsutskottet 2024-09-09")
            canvas.line(2.6 * cm, A4[1] - 1.8 * cm, A4[0] - 2.6 * cm, A4[1] - 1.8 * cm)

    return draw


def _report_page(look: Look, pages: int) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont(look.font, 9)
        canvas.drawString(2.6 * cm, A4[1] - 1.6 * cm, "Mjölby kommun")
        canvas.drawRightString(A4[0] - 2.6 * cm, A4[1] - 1.6 * cm, look.head)
        canvas.drawCentredString(A4[0] / 2, 1.4 * cm, f"{document.page} ({pages})")

    return draw


def main(arguments: list[str]) -> int:
    """Typesets both samples into the folder."""
    rl_config.invariant = 1
    folder = Path(arguments[0] if arguments else "data/raw")
    folder.mkdir(parents=True, exist_ok=True)
    for period, look in LOOKS.items():
        target = folder / f"mjolby_ks_uppfoljning_{period.lower()}_2024_sample.pdf"
        build(look, target)
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
