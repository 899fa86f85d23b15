"""Whole protocols typeset for the tests: one content, three layouts, and what must be read from each."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True)
class Matter:
    """An item: its parts by column of ``decisions``; a list of strings is a paragraph or an entry each."""

    number: int
    title: str
    registration_number: str | None
    parts: dict[str, list[str]]
    proposal: tuple[str, list[str]] | None = None  # whose, points
    kind: str = "beslut"


@dataclass(frozen=True)
class Person:
    """Somebody at the meeting, by what is printed of them."""

    name: str
    party: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Protocol:
    """A meeting and all its matters."""

    kommun: str
    body: str
    date: str
    date_text: str
    place_time: list[str]
    deciding: list[Person]
    substitutes: list[Person]
    others: list[Person]
    adjusters: list[Person]
    chair: Person
    secretary: Person
    matters: list[Matter] = field(default_factory=list)


class Sheet:
    """A growing PDF: text set line by line from the top, with the layout's own head and foot on each page."""

    def __init__(self, furniture: Callable[[Canvas, int], None], top: float, bottom: float) -> None:
        self.target = io.BytesIO()
        self.canvas = Canvas(self.target, pagesize=A4, invariant=True)
        self.furniture, self.top, self.bottom = furniture, top, bottom
        self.page = 0
        self.next_page()

    def next_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.furniture(self.canvas, self.page)
        self.y = HEIGHT - self.top

    def room(self, height: float) -> None:
        if self.y - height < self.bottom:
            self.next_page()

    def put(self, x: float, text: str, font: str = REGULAR, size: float = 10.5) -> None:
        """A string on the present line, without moving on."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)

    def right(self, x: float, text: str, font: str = REGULAR, size: float = 10.5) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, self.y, text)

    def text(self, x: float, width: float, text: str, font: str = REGULAR, size: float = 10.5, mark: str = "") -> None:
        """A paragraph; a list's mark stands a little to the left of its lines."""
        indent = 16 if mark else 0
        for index, line in enumerate(simpleSplit(text, font, size, width - indent)):
            self.room(size)
            if mark and not index:
                self.put(x, mark, font, size)
            self.put(x + indent, line, font, size)
            self.y -= size * 1.25

    def space(self, height: float) -> None:
        self.y -= height

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.target.getvalue()


Labels = dict[str, str]
LISTS = ("documents", "recipients")


def person_text(person: Person) -> str:
    return (
        f"{person.name} ({person.party})" + (f", {person.title}" if person.title else "")
        if person.party
        else (f"{person.name}, {person.title}" if person.title else person.name)
    )


HEADINGS: Labels = {
    "decision": "Beslut", "background": "Sammanfattning av ärendet", "documents": "Beslutsunderlag",
    "motions": "Förslag till beslut på sammanträdet", "procedure": "Beslutsgång", "reservations": "Reservationer",
    "statements": "Protokollsanteckning", "recusals": "Jäv", "recipients": "Beslutet skickas till",
    "assessment": "Ekonomiska konsekvenser", "proposal": "{}s förslag till beslut",
}  # fmt: skip


def headings_layout(protocol: Protocol) -> bytes:
    """Bold headings over the parts, '§ 45' with its diarienummer at the right, a title below, numbered points."""

    def furniture(canvas: Canvas, page: int) -> None:
        canvas.setFont(BOLD, 12)
        canvas.drawString(70, HEIGHT - 45, "SAMMANTRÄDESPROTOKOLL")
        canvas.setFont(REGULAR, 9)
        canvas.drawRightString(525, HEIGHT - 45, f"Sida {page} (12)")
        canvas.drawString(70, HEIGHT - 60, protocol.body)
        canvas.drawString(300, HEIGHT - 60, "Sammanträdesdatum")
        canvas.drawString(300, HEIGHT - 72, protocol.date_text)
        canvas.line(70, 60, 525, 60)
        canvas.drawString(72, 48, "Justerandes sign")
        canvas.drawString(330, 48, "Utdragsbestyrkande")

    sheet = Sheet(furniture, 110, 90)
    _front_in_margin(sheet, protocol, 70, 200)
    sheet.next_page()
    for matter in protocol.matters:
        sheet.space(16)
        sheet.room(90)
        sheet.put(70, f"§ {matter.number}", BOLD, 12)
        if matter.registration_number:
            sheet.right(525, f"Dnr {matter.registration_number}")
        sheet.space(17)
        sheet.text(70, 455, matter.title, BOLD, 13)
        for column, label, paragraphs in _labelled(matter, HEADINGS):
            sheet.space(8)
            if label:
                sheet.room(40)
                sheet.text(70, 455, label, BOLD, 11)
                sheet.space(2)
            _paragraphs(sheet, 70, 455, column, paragraphs, "number")
        sheet.put(70, "_____________")
        sheet.space(12)
    return sheet.done()


MARGIN: Labels = {
    "decision": "Kommunstyrelsens beslut", "background": "Sammanfattning av ärendet", "documents":
    "Underlag för beslut", "motions": "Yrkanden", "procedure": "Propositionsordning", "reservations": "Reservation",
    "statements": "Särskilt yttrande", "recusals": "Anmälan om jäv", "recipients": "Expedieras",
    "assessment": "Bedömning", "proposal": "{}s förslag till beslut",
}  # fmt: skip


def margin_layout(protocol: Protocol) -> bytes:
    """Labels in a margin, wrapped where they are long; 'Ks § 45' there too; bullets for points and papers."""

    def furniture(canvas: Canvas, page: int) -> None:
        canvas.setFont(REGULAR, 9)
        canvas.drawString(50, HEIGHT - 40, f"{protocol.kommun} kommun")
        canvas.drawString(260, HEIGHT - 40, "Protokoll")
        canvas.drawRightString(545, HEIGHT - 40, f"{page}")
        canvas.drawString(50, HEIGHT - 52, f"{protocol.body} {protocol.date_text}")
        canvas.drawString(60, 40, "Justerandes signatur")
        canvas.drawString(400, 40, "Utdragsbestyrkande")

    sheet = Sheet(furniture, 85, 80)
    _front_in_margin(sheet, protocol, 50, 175)
    sheet.next_page()
    for matter in protocol.matters:
        sheet.room(110)
        sheet.put(50, f"Ks § {matter.number}", BOLD, 11)
        sheet.text(175, 365, matter.title, BOLD, 11)
        if matter.registration_number:
            sheet.text(175, 365, f"Diarienr: {matter.registration_number}")
        for column, label, paragraphs in _labelled(matter, MARGIN):
            sheet.space(9)
            sheet.room(45)
            _margin_label(sheet, label, 50, 105)
            _paragraphs(sheet, 175, 365, column, paragraphs, "bullet")
        sheet.space(24)
    return sheet.done()


FORM: Labels = {
    "decision": "Beslut:", "background": "Bakgrund:", "documents": "Beslutsunderlag:", "motions": "Yrkande:",
    "procedure": "Votering:", "reservations": "Reservation:", "statements": "Anteckning till protokollet:",
    "recusals": "Jäv:", "recipients": "Kopia till:", "assessment": "Motivering:", "proposal": "{}s förslag:",
}  # fmt: skip


def form_layout(protocol: Protocol) -> bytes:
    """A frame round each page with boxes at its head and foot; labels lead their text in bold; sentences as points."""

    def furniture(canvas: Canvas, page: int) -> None:
        canvas.rect(45, 40, 505, HEIGHT - 80)
        canvas.rect(45, HEIGHT - 100, 505, 60)
        canvas.line(330, HEIGHT - 100, 330, HEIGHT - 40)
        canvas.line(480, HEIGHT - 100, 480, HEIGHT - 40)
        canvas.setFont(BOLD, 11)
        canvas.drawString(52, HEIGHT - 55, f"{protocol.kommun.upper()} KOMMUN")
        canvas.drawString(335, HEIGHT - 55, "SAMMANTRÄDESPROTOKOLL")
        canvas.setFont(REGULAR, 9)
        canvas.drawString(52, HEIGHT - 75, protocol.body)
        canvas.drawString(335, HEIGHT - 75, "Sammanträdesdatum")
        canvas.drawString(335, HEIGHT - 88, protocol.date_text)
        canvas.drawString(485, HEIGHT - 75, "Blad")
        canvas.drawString(485, HEIGHT - 88, f"{page}")
        for x in (45, 130, 215, 300):
            canvas.rect(x, 40, 85 if x < 300 else 250, 35)
        canvas.setFont(REGULAR, 7)
        canvas.drawString(48, 66, "Justerandes sign")
        canvas.drawString(303, 66, "Utdragsbestyrkande")

    sheet = Sheet(furniture, 130, 95)
    _front_in_margin(sheet, protocol, 52, 190)
    sheet.next_page()
    for matter in protocol.matters:
        sheet.room(100)
        number = f"Dnr {matter.registration_number}" if matter.registration_number else ""
        sheet.text(52, 490, f"§ {matter.number}  {matter.title}", BOLD, 11)
        if number:
            sheet.text(52, 490, number)
        for column, label, paragraphs in _labelled(matter, FORM):
            sheet.space(7)
            sheet.room(30)
            if label and column not in LISTS:
                _lead(sheet, 52, 490, label, paragraphs[0])
                _paragraphs(sheet, 52, 490, column, paragraphs[1:], "plain")
            else:
                if label:
                    sheet.text(52, 490, label, BOLD)
                _paragraphs(sheet, 52, 490, column, paragraphs, "plain")
        sheet.space(26)
    return sheet.done()


LAYOUTS = {"headings": headings_layout, "margin": margin_layout, "form": form_layout}
_ORDER = ("recusals", "decision", "reservations", "statements", "background", "assessment", "motions", "procedure",
          "documents", "recipients")  # fmt: skip


def _labelled(matter: Matter, labels: Labels) -> list[tuple[str, str, list[str]]]:
    """Column, label and paragraphs in the order in which they are printed."""
    found = []
    for column in _ORDER:
        if column == "documents" and matter.proposal:
            owner, points = matter.proposal
            found.append(("proposal", labels["proposal"].format(owner), points))
        if column in matter.parts:
            label = "" if matter.kind == "information" else labels[column]
            found.append((column, label, matter.parts[column]))
    return found


def _paragraphs(sheet: Sheet, x: float, width: float, column: str, paragraphs: list[str], points: str) -> None:
    for number, paragraph in enumerate(paragraphs, 1):
        mark = ""
        several = len(paragraphs) > 1
        if column in ("decision", "proposal") and several and points != "plain":
            mark = f"{number}." if points == "number" else "•"
        if column in LISTS and points == "bullet":
            mark = "•"
        sheet.text(x, width, paragraph, mark=mark)
        if not mark and column not in LISTS:
            sheet.space(6)


def _margin_label(sheet: Sheet, label: str, x: float, width: float) -> None:
    y = sheet.y
    for line in simpleSplit(label, BOLD, 10, width):
        sheet.put(x, line, BOLD, 10)
        sheet.space(12)
    sheet.y = y


def _lead(sheet: Sheet, x: float, width: float, label: str, text: str) -> None:
    """The label in bold and the text after it, as one paragraph."""
    sheet.put(x, label, BOLD)
    indent = sheet.canvas.stringWidth(label + " ", BOLD, 10.5)
    first = simpleSplit(text, REGULAR, 10.5, width - indent)[0]
    sheet.put(x + indent, first)
    sheet.space(10.5 * 1.25)
    if rest := text[len(first) :].strip():
        sheet.text(x, width, rest)
    sheet.space(6)


def _front_in_margin(sheet: Sheet, protocol: Protocol, left: float, x: float) -> None:
    """The title page: labels at the left, what they say at the right, then the signatures and the notice."""
    numbers = [m.number for m in protocol.matters]
    rows = [
        ("Plats och tid", protocol.place_time),
        ("Beslutande", [person_text(p) for p in protocol.deciding]),
        ("Ersättare", [person_text(p) for p in protocol.substitutes]),
        ("Övriga närvarande", [person_text(p) for p in protocol.others]),
        ("Utses att justera", [person_text(p) for p in protocol.adjusters]),
        ("Justeringens plats och tid", [f"Digital justering, {protocol.date}"]),
        ("Paragrafer", [f"{numbers[0]}–{numbers[-1]}"]),
    ]
    for label, lines in rows:
        y = sheet.y
        _margin_label(sheet, label, left, x - left - 15)
        for line in lines:
            sheet.text(x, 525 - x, line)
        sheet.y = min(sheet.y, y - 26) - 8
    sheet.put(left, "Underskrifter", BOLD, 10)
    sheet.space(20)
    for role, people in (("Sekreterare", [protocol.secretary]), ("Ordförande", [protocol.chair]),
                         ("Justerare", protocol.adjusters)):  # fmt: skip
        for person in people:
            sheet.put(left, role)
            sheet.put(x, "." * 50)
            sheet.space(13)
            sheet.put(x, person.name)
            sheet.space(18)
    sheet.next_page()
    sheet.text(left, 300, "ANSLAG/BEVIS", BOLD, 12)
    sheet.text(left, 480, "Protokollet är justerat. Justeringen har tillkännagivits genom anslag.")
    for label, value in (("Organ", protocol.body), ("Sammanträdesdatum", protocol.date),
                         ("Datum för anslags uppsättande", protocol.date)):  # fmt: skip
        sheet.put(left, label)
        sheet.put(x + 60, value)
        sheet.space(16)
