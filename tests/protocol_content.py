"""An invented meeting of an invented board's kind, with all that a protocol may hold."""

from __future__ import annotations

from tests.protocol_making import Matter, Person, Protocol

_LONG = [
    "Förvaltningen har på uppdrag av styrelsen gått igenom hur verksamheterna "
    "arbetar med sina lokaler och vad de kostar. "
    "Genomgången visar att tre av fyra lokaler används mindre än halva dagen, att "
    "hyrorna har stigit snabbare än anslagen "
    "och att flera avtal löper ut under nästa år utan att någon har begärt omförhandling.",
    "Under hösten har samtal förts med hyresgäster, föreningar och rektorer. De "
    "flesta ser fördelar med att dela lokaler, "
    "men pekar på att bokning, städning och nycklar måste fungera. Föreningarna vill "
    "dessutom ha besked i god tid, eftersom "
    "deras säsonger planeras ett halvt år i förväg och bidragen söks redan på våren.",
    "I rapporten beskrivs fyra vägar framåt. Den första är att inget görs. Den andra "
    "är att avtalen sägs upp i takt med att "
    "de löper ut. Den tredje är att två av skolorna öppnas på kvällarna. Den fjärde "
    "är en kombination av den andra och den "
    "tredje, vilket förvaltningen bedömer är den enda som ger en besparing redan det första året.",
]

MEETING = Protocol(
    kommun="Tanums",
    body="Kommunstyrelsen",
    date="2031-03-12",
    date_text="2031-03-12",
    place_time=["Stora salen, kommunhuset, klockan 09.00–11.35", "Ajournering klockan 10.10–10.25"],
    deciding=[
        Person("Alva Berglind", "S", "ordförande"), Person("Bo Cederström", "M", "vice ordförande"),
        Person("Disa Ekman-Falk", "C"), Person("Göran af Hällby", "KD"), Person("Ines Jonsdotter", "V"),
    ],
    substitutes=[Person("Karl Lind", "S"), Person("Maj Nordin", "MP")],
    others=[Person("Olle Persson", None, "kommunchef"), Person("Rut Sand", None, "kommunsekreterare")],
    adjusters=[Person("Bo Cederström", "M")],
    chair=Person("Alva Berglind", "S"),
    secretary=Person("Rut Sand"),
    matters=[
        Matter(44, "Godkännande av dagordningen", None, {"decision": ["Kommunstyrelsen godkänner dagordningen."]}),
        Matter(
            45, "Översyn av kommunens lokaler", "KS 2031/00123-1.2.3",
            {
                "decision": [
                    "Kommunstyrelsen godkänner rapporten om kommunens lokaler.",
                    "Kommunstyrelsen ger fastighetschefen i uppdrag att ta fram en plan för "
                    "samnyttjande av lokaler senast "
                    "den 31 oktober 2031.",
                    "Uppdraget från § 12 år 2030 förklaras slutfört.",
                ],
                "background": _LONG,
                "assessment": ["Förslaget ryms inom beslutad ram."],
                "motions": ["Ines Jonsdotter (V) yrkar avslag på punkt två.", "Bo Cederström (M) yrkar bifall."],
                "procedure": [
                    "Ordföranden ställer förslaget mot avslag och finner att kommunstyrelsen "
                    "beslutar enligt förslaget.",
                    "Votering begärs. Med 4 röster för ja och 1 röst för nej beslutar "
                    "kommunstyrelsen enligt förslaget.",
                ],
                "reservations": ["Ines Jonsdotter (V) reserverar sig till förmån för sitt eget yrkande."],
                "documents": ["Tjänsteskrivelse daterad 2031-02-20", "Rapport om lokaler, februari 2031"],
                "recipients": ["Fastighetschefen", "Ekonomienheten"],
            },
            proposal=("Arbetsutskottet", ["Rapporten godkänns.", "Fastighetschefen tar fram en plan."]),
        ),
        Matter(
            46, "Information från kommunchefen", None,
            {"background": ["Kommunchefen berättar om arbetet med ny webbplats och om läget i omorganisationen."]},
            kind="information",
        ),
        Matter(
            47, "Uppföljning av verksamhetsplan för andra tertialet samt svar på motion om lekplatser i ytterområden",
            "KS/2031:98",
            {
                "recusals": ["Göran af Hällby (KD) anmäler jäv och deltar inte i handläggningen av ärendet."],
                "decision": ["Kommunstyrelsen lägger uppföljningen till handlingarna."],
                "statements": ["Disa Ekman-Falk (C) önskar att redovisningen nästa gång delas upp på orter."],
                "background": ["Uppföljningen visar läget per den 31 augusti."],
                "documents": ["Uppföljning av verksamhetsplan 2031"],
                "recipients": ["Akten"],
            },
        ),
        Matter(48, "Svar på medborgarförslag om belysning", "KS/2031:101", {
            "decision": ["Medborgarförslaget avslås."], "background": ["Vägen ägs av en samfällighet."],
            "motions": ["Karl Lind (S) yrkar bifall."], "recipients": ["Förslagsställaren"],
        }),
    ],
)  # fmt: skip
