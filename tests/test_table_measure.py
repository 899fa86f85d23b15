"""The measure of table structure: neighbours by text, spans as one cell, and the printed words of a stored cell."""

from __future__ import annotations

from benchmarks.icdar import Found, Placed, placed_in_grid, rates, relations
from extractors.document.assembly import read_document
from tests.plan_making import drawn_table, typeset

SPANNING = [
    Placed("Budget", 0, 0, 1, 2),
    Placed("Vård", 1, 1, 0, 0),
    Placed("Netto", 1, 1, 1, 1),
    Placed("Brutto", 1, 1, 2, 2),
]
PAGE = frozenset([1])


def test_a_spanning_cell_is_the_neighbour_of_all_below_it_and_none_of_itself() -> None:
    assert set(relations(SPANNING)) == {
        ("budget", "netto", "down"),
        ("budget", "brutto", "down"),
        ("vård", "netto", "right"),
        ("netto", "brutto", "right"),
    }


def test_empty_cells_are_skipped_and_signs_compare_alike() -> None:
    assert relations(placed_in_grid([["A –", "", "B"]])) == relations(placed_in_grid([["a-", "b"]]))


def test_a_lost_span_a_found_chart_and_a_lost_dash_cost() -> None:
    true = [Found(PAGE, SPANNING)]
    assert rates(true, true) == (1.0, 1.0)
    flat = placed_in_grid([["", "Budget", ""], ["Vård", "Netto", "Brutto"]])
    assert rates(true, [Found(PAGE, flat)]) == (1.0, 0.75)
    assert rates(true, [*true, Found(PAGE, placed_in_grid([["1", "2"], ["3", "4"]]))]) == (0.5, 1.0)
    assert rates(true, [Found(frozenset([2]), SPANNING)]) == (0.0, 0.0)
    dashed = [Found(PAGE, placed_in_grid([["Vatten", "-", "12"]]))]
    assert rates(dashed, [Found(PAGE, placed_in_grid([["Vatten", "", "12"]]))]) == (0.0, 0.0)


def test_a_stored_cell_keeps_what_is_printed() -> None:
    rows = [
        ["Post", "Utfall"],
        ["Vatten ........", "-"],
        ["• Gator<br/>• Parker", "12"],
        ["Avlopp<super>1</super>", "7"],
    ]
    (table,) = read_document(typeset(drawn_table(rows))).tables
    printed = {(c.row, c.col): c.printed.replace(" ", "") for c in table.cells}
    assert [printed[row, 0] for row in range(1, 3)] == ["Vatten........", "•Gator•Parker"]
    text = {(c.row, c.col): c.text for c in table.cells}
    assert (printed[1, 1], text[1, 1], text[1, 0]) == ("-", None, "Vatten")
