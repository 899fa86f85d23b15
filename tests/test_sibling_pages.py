"""The plain page that peculiar ones are told from reads as it is printed, whatever its rules."""

from __future__ import annotations

import pytest

from tests.sibling_pages import Look, assert_as_printed, page_pdf


@pytest.mark.parametrize("ruled", ["all", "rows", "none"])
def test_numbered_headings_small_beside_a_large_title_are_no_footnotes(ruled: str) -> None:
    assert_as_printed(page_pdf(Look(ruled=ruled)))
