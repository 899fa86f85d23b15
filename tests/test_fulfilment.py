"""How far something is met, by the words and signs of an assessment."""

from __future__ import annotations

import pytest

from extractors.interpret.assessment import Legend, assess
from extractors.values.fulfilment import assessment_of

USUAL = Legend({"green": "met", "yellow": "partly", "red": "not_met"}, known=False)

# Every form that was once listed, before "delvis", "inte" and the inflections were read by rule.
LISTED = {
    "met": """
        uppfyllt; uppfylld; uppfyllda; uppfylls; uppfyllas; uppfyllts; helt uppfyllt; helt uppfylld; helt uppfyllda;
        uppfyllt helt; uppfylls helt; helt; i hög grad uppfyllt; uppnått; uppnådd; uppnådda; uppnås; uppnåtts; helt
        uppnått; helt uppnådd; uppnås helt; nått; nås; nåtts; nådd; måluppfyllelse; god måluppfyllelse; hög
        måluppfyllelse; full måluppfyllelse; infriat; infriad; ja; uppfyller målet; klarar målet; överträffat;
        överträffas; uppfyllt i hög grad; uppfylls i hög grad; väl uppfyllt; väl uppfylld; uppfyllt till fullo; uppfylls
        till fullo; fullt uppfyllt; fullt uppfylld; fullt ut uppfyllt; fullt uppnått; fullt uppnådd; uppnås fullt ut;
        uppfylls fullt ut; uppnås till fullo; uppfylld helt; uppnått helt; uppnådd helt; nås helt; helt nått; helt nådd;
        nådda; nåddes; uppnåddes; uppfylldes; klarat; klaras; klarades; infrias; infriades; infriade; överträffad;
        överträffar målet; når målet; nått målet; nådde målet; uppnår målet; uppnådde målet; uppnått målet; uppfyllt
        målet; uppfyllde målet; mycket god måluppfyllelse; mycket hög måluppfyllelse; måluppfyllelsen är god;
        måluppfyllelsen är hög; målet nått; målvärdet nått; uppfyllda helt; har uppnåtts; har uppfyllts; uppnås i sin
        helhet; uppfylls i sin helhet
    """,
    "partly": """
        delvis uppfyllt; delvis uppfylld; delvis uppfyllda; uppfylls delvis; uppfyllt delvis; delvis; delvis uppnått;
        delvis uppnådd; delvis uppnådda; uppnås delvis; uppnått delvis; nås delvis; delvis nått; till viss del uppfyllt;
        i viss mån uppfyllt; till stor del uppfyllt; i huvudsak uppfyllt; nära att uppfyllas; nära målet; delvis
        måluppfyllelse; viss måluppfyllelse; på väg; på god väg; delvis uppfylls; delvis uppfyllas; delvis uppfyllts;
        delvis uppnås; delvis uppnåtts; delvis nådd; delvis nås; delvis infriat; delvis infriad; uppfylld delvis;
        uppfyllda delvis; uppnådd delvis; uppnådda delvis; nått delvis; till viss del uppfylld; till viss del uppfyllda;
        till viss del uppfylls; till viss del uppfyllas; till viss del uppfyllts; till viss del uppnått; till viss del
        uppnådd; till viss del uppnådda; till viss del uppnås; till viss del uppnåtts; till viss del nått; till viss del
        nådd; till viss del nås; till viss del infriat; till viss del infriad; uppfyllt till viss del; uppfylld till
        viss del; uppfyllda till viss del; uppfylls till viss del; uppnått till viss del; uppnådd till viss del;
        uppnådda till viss del; uppnås till viss del; nått till viss del; nås till viss del; i viss mån uppfylld; i viss
        mån uppfyllda; i viss mån uppfylls; i viss mån uppfyllas; i viss mån uppfyllts; i viss mån uppnått; i viss mån
        uppnådd; i viss mån uppnådda; i viss mån uppnås; i viss mån uppnåtts; i viss mån nått; i viss mån nådd; i viss
        mån nås; i viss mån infriat; i viss mån infriad; uppfyllt i viss mån; uppfylld i viss mån; uppfyllda i viss mån;
        uppfylls i viss mån; uppnått i viss mån; uppnådd i viss mån; uppnådda i viss mån; uppnås i viss mån; nått i viss
        mån; nås i viss mån; till stor del uppfylld; till stor del uppfyllda; till stor del uppfylls; till stor del
        uppfyllas; till stor del uppfyllts; till stor del uppnått; till stor del uppnådd; till stor del uppnådda; till
        stor del uppnås; till stor del uppnåtts; till stor del nått; till stor del nådd; till stor del nås; till stor
        del infriat; till stor del infriad; uppfyllt till stor del; uppfylld till stor del; uppfyllda till stor del;
        uppfylls till stor del; uppnått till stor del; uppnådd till stor del; uppnådda till stor del; uppnås till stor
        del; nått till stor del; nås till stor del; i huvudsak uppfylld; i huvudsak uppfyllda; i huvudsak uppfylls; i
        huvudsak uppfyllas; i huvudsak uppfyllts; i huvudsak uppnått; i huvudsak uppnådd; i huvudsak uppnådda; i
        huvudsak uppnås; i huvudsak uppnåtts; i huvudsak nått; i huvudsak nådd; i huvudsak nås; i huvudsak infriat; i
        huvudsak infriad; uppfyllt i huvudsak; uppfylld i huvudsak; uppfyllda i huvudsak; uppfylls i huvudsak; uppnått i
        huvudsak; uppnådd i huvudsak; uppnådda i huvudsak; uppnås i huvudsak; nått i huvudsak; nås i huvudsak; delvis
        nått målet; delvis nåtts; uppfyller delvis målet; uppfyller målet delvis; når delvis målet; når målet delvis;
        nästan uppfyllt; nästan uppfylld; nästan uppnått; nästan uppnådd; nästan nått; på väg att uppfyllas; på väg att
        uppnås; på väg att nås; på väg mot målet; på väg mot måluppfyllelse; på god väg att uppnås; på god väg att
        uppfyllas; på god väg att nås; nära att nås; nära att uppnås; nära måluppfyllelse; måluppfyllelsen är delvis god
    """,
    "not_met": """
        ej uppfyllt; ej uppfylld; ej uppfyllda; inte uppfyllt; inte uppfylld; inte uppfyllda; uppfylls ej; uppfylls
        inte; ej uppfyllas; inte uppfyllas; ej uppfyllts; inte uppfyllts; ouppfyllt; ej uppnått; ej uppnådd; ej
        uppnådda; inte uppnått; inte uppnådd; inte uppnådda; uppnås ej; uppnås inte; ej uppnås; inte uppnås; ej nått;
        inte nått; nås ej; nås inte; ej nådd; ej; ingen måluppfyllelse; låg måluppfyllelse; bristande måluppfyllelse;
        nej; klarar inte målet; uppfyller inte målet; ej uppfylls; ej uppnåtts; ej nådda; ej nås; ej nåtts; ej infriat;
        ej infriad; ej infrias; ej klarat; ej att uppnås; ej att nås; ej att uppfyllas; ej att infrias; ej att uppfylla
        målet; ej att nå målet; ej kunna uppnås; ej kunna nås; ej kunna uppfyllas; ej bli uppfyllt; ej bli uppfylld; ej
        bli uppnått; ej bli uppnådd; ej att kunna uppnås; ej att kunna nås; ej att kunna uppfyllas; ej att bli uppfyllt;
        ej att bli uppnått; infrias ej; uppfylldes ej; uppnåddes ej; nåddes ej; klaras ej; klarades ej; klarar ej målet;
        uppfyller ej målet; når ej målet; nådde ej målet; uppnår ej målet; ej måluppfyllelse; inte uppfylls; inte
        uppnåtts; inte nådd; inte nådda; inte nås; inte nåtts; inte infriat; inte infriad; inte infrias; inte klarat;
        inte att uppnås; inte att nås; inte att uppfyllas; inte att infrias; inte att uppfylla målet; inte att nå målet;
        inte kunna uppnås; inte kunna nås; inte kunna uppfyllas; inte bli uppfyllt; inte bli uppfylld; inte bli uppnått;
        inte bli uppnådd; inte att kunna uppnås; inte att kunna nås; inte att kunna uppfyllas; inte att bli uppfyllt;
        inte att bli uppnått; infrias inte; uppfylldes inte; uppnåddes inte; nåddes inte; klaras inte; klarades inte;
        når inte målet; nådde inte målet; uppnår inte målet; inte måluppfyllelse; ouppfylld; ouppfyllda; ouppnått; icke
        uppfyllt; icke uppfylld; icke uppnått; icke uppnådd; otillräcklig måluppfyllelse; mycket låg måluppfyllelse;
        måluppfyllelsen är låg; inte alls; inte alls uppfyllt; inte alls uppnått
    """,
    "unassessed": """
        ej mätt; inte mätt; mäts ej; mäts inte; ej bedömt; ej bedömd; inte bedömt; bedöms ej; bedöms inte; kan ej
        bedömas; kan inte bedömas; går ej att bedöma; går inte att bedöma; ej mätbart; ej mätbar; ej aktuellt; ej
        aktuell; ej relevant; ej relevant ännu; saknas; uppgift saknas; mätning saknas; mätvärde saknas; resultat
        saknas; ingen mätning; ingen uppgift; ej redovisat; redovisas ej; redovisas inte; mäts vid helår; mäts vid årets
        slut; mäts vid årsbokslut; följs upp vid helår; följs upp vid årsbokslut; redovisas vid helår; redovisas i
        årsredovisningen; ännu ej bedömd; ännu ej bedömt; ännu inte bedömd; ännu inte bedömt; ej bedömda; inte bedömd;
        ej bedömt ännu; ej bedömd ännu; ingen bedömning; bedömning saknas; bedömning ej möjlig; bedömning ej gjord;
        bedömning görs vid helår; bedöms vid helår; bedöms vid årets slut; bedöms vid årsbokslut; kan ej mätas; kan inte
        mätas; går ej att mäta; går inte att mäta; kan ännu inte bedömas; kan ännu ej bedömas; ej utvärderad; ej
        utvärderat; inte utvärderat; ej uppföljd; ej uppföljt; inte uppföljt; ej följt upp; följs ej upp; följs inte
        upp; ej tillämpligt; ej tillämplig; ej tillgängligt; ej tillgänglig; ej mätt i år; ej mätt ännu; ännu ej mätt;
        inte mätt ännu; mäts ej i år; mäts inte i år; ingen mätning i år; ingen mätning gjord; ingen mätning genomförd;
        mätning ej genomförd; mätning ej gjord; mätning har ej genomförts; mätning har inte genomförts; mäts vartannat
        år; mäts vart annat år; mäts vart tredje år; mäts en gång per år; mäts årligen; mäts på helår; mäts endast på
        helår; mäts endast vid helår; mäts per helår; mäts senare; mäts under hösten; mäts i samband med årsbokslut;
        mäts i årsbokslut; följs upp i årsredovisningen; följs upp i årsbokslutet; följs upp per helår; följs upp på
        helår; följs upp årligen; följs upp vid årets slut; följs upp senare; redovisas i årsbokslut; redovisas i
        årsbokslutet; redovisas vid årsbokslut; redovisas vid årsbokslutet; redovisas vid årets slut; redovisas per
        helår; redovisas på helår; redovisas senare; rapporteras vid helår; rapporteras vid årsbokslut; resultat finns
        ej; resultat finns inte; resultat ej klart; resultat inte klart; resultat ännu ej klart; resultat ej
        tillgängligt; inget resultat; inget resultat ännu; resultat inväntas; utfall saknas; inget utfall; inget utfall
        ännu; värde saknas; inget värde; data saknas; ingen data; ingen uppgift ännu; uppgifter saknas; statistik
        saknas; underlag saknas; mätdata saknas; mätvärden saknas; ej rapporterat; ej rapporterad; ej inrapporterat; ej
        redovisad; ej relevant i år
    """,
}


@pytest.mark.parametrize("meaning", LISTED)
def test_forms_that_were_listed_one_by_one_still_read(meaning: str) -> None:
    printed = [" ".join(form.split()) for form in LISTED[meaning].split(";")]
    assert {form: assessment_of(form) for form in printed} == dict.fromkeys(printed, meaning)


@pytest.mark.parametrize(
    ("meaning", "printed"),
    [
        ("met", ["I mycket hög grad uppfyllt", "Överträffades", "Målen infriades"]),
        ("met", ["Målet uppfylls under året", "Bedöms vara uppnått vid årets slut", "Vi når målet i år",
                 "Nås per april"]),
        ("partly", ["Målet bedöms bli delvis uppfyllt under 2031.",
                    "I stort sett uppfyllt i april 2031"]),
        ("not_met", ["Målet kommer inte att nås i år", "Uppnås inte under mandatperioden"]),
        ("partly", ["I viss grad", "Infriat till stor del", "Målet är nära att infrias", "Klarat delvis"]),
        ("not_met", ["Ännu ej uppnått", "Överträffas inte", "Uppfylls inte alls", "Har inte infriats", "Icke klarat"]),
        ("unassessed", ["Underlag saknas ännu", "Utvärderas först vid årsbokslutet", "Inga mätvärden i år",
                        "Ej utvärderade"]),
        (None, ["Inte helt uppfyllt", "I låg grad", "Mäts", "Målet", "Under året", "Resultat", "Delvis inte"]),
    ],
)  # fmt: skip
def test_forms_and_extents_read_together(meaning: str | None, printed: list[str]) -> None:
    assert {form: assessment_of(form) for form in printed} == dict.fromkeys(printed, meaning)


@pytest.mark.parametrize(
    ("text", "fulfilment"),
    [
        ("Uppnås målet? Delvis", "partly"),
        ("Uppnås målet? Ja, helt.", "met"),
        ("Uppnås målet? Ja, men inte helt", None),
        ("Har målet nåtts? Nej", "not_met"),
        ("Nås målet? Osäkert", None),
        ("Måluppfyllelse: delvis", "partly"),
        ("Bedömning: Uppfyllt. Alla enheter har nått dit.", "met"),
        ("🟢", "met"),
        ("🔴 Ej uppfyllt", "not_met"),
        ("🟢 Ej uppfyllt", None),
    ],
)
def test_the_answer_to_a_question_or_behind_a_label_counts(text: str, fulfilment: str | None) -> None:
    assert assess(text, None, USUAL).fulfilment == fulfilment
