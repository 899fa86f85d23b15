"""fetch against a server that imitates MeetingPlus, Sitevision, Ciceron and plain pages, with their failures."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from portals import Portal, Reply, ciceron, meetingplus, page, pdf, serving, sitevision

from pipeline.cli import main
from pipeline.fetch.client import PoliteClient
from pipeline.fetch.plan import Report, Wishes
from pipeline.fetch.run import fetch
from pipeline.fetch.sources import Settings, Source, read_sources
from pipeline.manifest import FILE_NAME, Fetched, ManifestError, as_csv, read_manifest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def portal() -> Iterator[Portal]:
    made = Portal()
    with serving(made):
        yield made


class Run:
    """Fetches from a portal into a folder, without a real pause; ``slept`` says what pauses there were."""

    def __init__(self, portal: Portal, folder: Path) -> None:
        self.portal, self.folder, self.slept = portal, folder, []
        self.slept: list[float] = []

    def source(self, **given: object) -> Source:
        told = {
            "municipality": "Hjo", "platform": "meetingplus", "start": self.portal.url, "bodies": ("Kommunstyrelsen",),
            "since": None, "skip": (), "hosts": (), "follow": None, "depth": 1, "corrections": (),
        }  # fmt: skip
        return Source(**(told | given))  # type: ignore[arg-type]

    def __call__(self, source: Source | None = None, wishes: Wishes | None = None, **settings: object) -> Report:
        told = Settings(self.folder, pause_seconds=0.0, timeout_seconds=5.0)._replace(**settings)  # type: ignore[arg-type]
        client = PoliteClient(pause_seconds=told.pause_seconds, timeout_seconds=5.0, sleep=self.slept.append)
        [report] = fetch(told, [source or self.source()], wishes or Wishes(), client, lambda step, total, items: items)
        return report

    def rows(self) -> list[Fetched]:
        return read_manifest(self.folder / "hjo" / FILE_NAME)

    def files(self) -> set[str]:
        return {str(path.relative_to(self.folder / "hjo")) for path in (self.folder / "hjo").rglob("*.pdf*")}


@pytest.fixture
def run(portal: Portal, tmp_path: Path) -> Run:
    return Run(portal, tmp_path / "raw")


def reply(words: str = "a", **given: object) -> Reply:
    return Reply(pdf(words), **given)  # type: ignore[arg-type]


# What each platform offers


def test_meetingplus_gives_protocols_and_papers_by_body_and_day(run: Run) -> None:
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": reply("a"), "agenda/budget/tjansteskrivelsepdf-2": reply("b")},
        "extra-mote-2031-04-01": {"protocol/protokollpdf": reply("c")},
    })  # fmt: skip
    report = run()
    assert run.files() == {
        "kommunstyrelsen/2031-03-12/protokoll.pdf", "kommunstyrelsen/2031-03-12/bilagor/tjansteskrivelse.pdf",
        "kommunstyrelsen/2031-04-01/protokoll.pdf",
    }  # fmt: skip
    assert (report.failed, report.broken, report.listed, len(report.new)) == ([], [], 3, 3)
    assert {(r.role, r.item) for r in run.rows()} == {("protokoll", None), ("bilaga", "budget")}
    assert all("downloadMode=open" in r.url for r in run.rows())


def test_a_second_run_asks_for_no_file_and_changes_nothing(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    run()
    before = run.rows()
    run.portal.asked.clear()
    report = run()
    assert (report.new, report.unchanged) == ([], 1)
    assert not any("/protocol/" in path for path in run.portal.paths())
    assert run.rows() == before


def test_another_bodys_protocol_among_the_papers_of_an_item_is_an_attachment(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"agenda/samverkan/protokoll-samverkan-2031-02-01pdf": reply()}})
    run()
    assert [row.role for row in run.rows()] == ["bilaga"]


def test_sitevision_gives_files_under_years_in_scripts_and_in_folders(run: Run) -> None:
    for path, answer in sitevision(run.portal).items():
        run.portal.replies[path] = answer
    report = run(run.source(platform="sitevision", start=f"{run.portal.url}/moten.html"))
    assert (report.failed, report.broken) == ([], [])
    assert run.files() == {
        "kommunstyrelsen/2031-03-12/protokoll.pdf", "kommunstyrelsen/2031-03-12/kallelse.pdf",
        "kommunstyrelsen/2031-01-20/protokoll.pdf", "kommunstyrelsen/2031-02-10/protokoll.pdf",
    }  # fmt: skip


def test_ciceron_asks_each_body_in_one_session(run: Run) -> None:
    ciceron(run.portal, {
        "Kommunstyrelsen": [("Kommunstyrelsen 2031-03-12", [("Protokoll 2031-03-12", "7"), ("Kallelse", "8")])],
        "Socialnämnden": [
            ("Socialnämnden 2031-02-01", [("Socialnämndens protokoll", "9")]),
            ("Socialnämnden 2031-05-01 ställs in", []),
        ],
    })  # fmt: skip
    report = run(run.source(platform="ciceron", bodies=()))
    assert (report.failed, report.broken) == ([], [])
    assert run.files() == {
        "kommunstyrelsen/2031-03-12/protokoll.pdf", "kommunstyrelsen/2031-03-12/kallelse.pdf",
        "socialnamnden/2031-02-01/protokoll.pdf",
    }  # fmt: skip
    assert "HEAD" not in {method for method, _, _ in run.portal.asked}


def test_a_plain_page_gives_its_pdfs_and_those_of_the_pages_that_follow_finds(run: Run) -> None:
    run.portal.replies["/"] = page(
        '<h2>Socialnämnden</h2><a href="sn/protokoll-2031-03-12.pdf">12 mars 2031</a> <a href="arkiv/2030">2030</a>'
    )
    run.portal.replies["/arkiv/2030"] = page('<h2>Socialnämnden protokoll</h2><a href="/x/1.pdf">3 maj</a>')
    run.portal.replies |= {"/sn/protokoll-2031-03-12.pdf": reply("a"), "/x/1.pdf": reply("b")}
    source = run.source(platform="generic", start=f"{run.portal.url}/", bodies=(), follow=re.compile("arkiv"))
    run(source)
    assert run.files() == {"socialnamnden/2031-03-12/protokoll.pdf", "socialnamnden/2030-05-03/protokoll.pdf"}


@pytest.mark.parametrize(
    ("heading", "folder"),
    [
        ("Kommunfullmäktige", "kommunfullmaktige"),
        ("Kommunstyrelsens arbetsutskott", "kommunstyrelsens-arbetsutskott"),
        ("Arbetsutskottet", "utan-organ"),
        ("Nämnder", "kommunstyrelsen"),
    ],
)
def test_the_body_is_the_one_that_met_and_no_utskotts_board(run: Run, heading: str, folder: str) -> None:
    html = f'<h2>Kommunstyrelsen</h2><h3>{heading}</h3><a href="/1.pdf">Protokoll 12 mars 2031</a>'
    run.portal.replies |= {"/": page(html), "/1.pdf": reply()}
    run(run.source(platform="generic", start=f"{run.portal.url}/", bodies=()))
    assert {name.partition("/")[0] for name in run.files()} == {folder}


# What is no file


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (page("<html><h1>Sidan saknas</h1></html>"), "is an HTML page, no PDF"),
        (Reply(b"<!DOCTYPE html><html>fel</html>"), "is an HTML page, no PDF"),
        (Reply(b""), "is empty"),
        (Reply(b"PK\x03\x04" + b"x" * 2000), "is no PDF"),
        (Reply(pdf(), announced=5000), "broke off"),
        (Reply(pdf()[:-8], closes=True), "broke off"),
        (Reply(status=404), "HTTP 404"),
    ],
    ids=["soft 404", "html as pdf", "empty", "zip", "truncated", "truncated without length", "404"],
)
def test_what_is_no_whole_pdf_is_a_failure_with_its_cause_and_costs_nothing_else(
    run: Run, answer: Reply, cause: str
) -> None:
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": answer}, "mote-2031-02-12": {"protocol/protokollpdf": reply("b")},
    })  # fmt: skip
    report = run()
    assert len(report.failed) == 1
    assert cause in report.failed[0]
    assert run.files() == {"kommunstyrelsen/2031-02-12/protokoll.pdf"}
    [row] = [row for row in run.rows() if row.outcome == "failed"]
    assert cause in (row.error or "")
    assert row.tries == 1
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": reply()}, "mote-2031-02-12": {"protocol/protokollpdf": reply("b")},
    })  # fmt: skip
    assert (len(run().new), {row.outcome for row in run.rows()}) == (1, {"fetched"})


def test_a_pdf_whose_mark_stands_behind_some_bytes_counts(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": Reply(b"\n" * 900 + pdf(), closes=True)}})
    assert len(run().new) == 1


def test_a_stream_of_300_mb_is_left_at_the_cap(run: Run) -> None:
    endless = Reply(pdf(), closes=True, endless=300 << 20)
    announced = Reply(pdf(), endless=300 << 20)
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": endless}, "mote-2031-02-12": {"protocol/protokollpdf": announced},
    })  # fmt: skip
    report = run(file_megabytes=2)
    assert ["'file_megabytes' allows" in line for line in report.failed] == [True, True]
    assert run.files() == set()


# Patience and its end


@pytest.mark.parametrize(
    ("asked", "slept"),
    [("7", 7.0), (format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True), 200.0)],
    ids=["seconds", "date"],
)
def test_a_429_is_waited_for_as_long_as_it_asks(run: Run, asked: str, slept: float) -> None:
    busy = Reply(status=429, headers=(("Retry-After", asked),))
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    run.portal.replies["/committees/kommunstyrelsen/mote-2031-03-12/protocol/protokollpdf?downloadMode=open"] = [
        busy,
        reply(),
    ]
    assert len(run().new) == 1
    assert max(run.slept) == pytest.approx(slept, abs=30)


def test_a_429_for_a_day_leaves_the_host(run: Run) -> None:
    busy = Reply(status=429, headers=(("Retry-After", "86400"),))
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": busy}, "mote-2031-02-12": {"protocol/protokollpdf": reply()},
    })  # fmt: skip
    report = run()
    assert ("asks for a long wait (Retry-After: 86400)" in report.failed[0], report.left) == (True, 2)
    assert run.slept == []


def test_a_host_that_fails_for_ever_is_tried_four_times_a_file_and_left_after_five(run: Run) -> None:
    broken = Reply(status=500)
    meetingplus(run.portal, {f"mote-2031-03-{day}": {"protocol/protokollpdf": broken} for day in range(11, 19)})
    report = run()
    tries = [path for path in run.portal.paths() if "/protocol/" in path]
    assert len(tries) == 4 * 5
    assert report.left == 3
    assert "failed 5 times in a row" in report.failed[-1]


def test_requests_to_a_host_are_a_pause_apart(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    run(pause_seconds=5.0)
    assert len(run.slept) == len(run.portal.asked) - 1
    assert all(4.5 < wait <= 5.0 for wait in run.slept)


def test_robots_may_ask_for_a_longer_pause(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    run.portal.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 12\n", content_type="text/plain")
    run(pause_seconds=5.0)
    assert min(run.slept) > 11


# What is forbidden


def test_robots_with_wildcards_are_kept(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply(), "agenda/x/bilagapdf": reply("b")}})
    rules = b"User-agent: *\nDisallow: /committees/*/agenda/*pdf?\nAllow: /\n"
    run.portal.replies["/robots.txt"] = Reply(rules, content_type="text/plain")
    report = run()
    assert run.files() == {"kommunstyrelsen/2031-03-12/protokoll.pdf"}
    assert ["robots.txt forbids it" in line for line in report.failed] == [True]
    assert not any("/agenda/" in path for path in run.portal.paths())


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply(status=404), True),
        (Reply(status=403), True),
        (Reply(status=500), False),
        (Reply(b"\xff\xfe<html>", content_type="text/html"), True),
    ],
    ids=["none", "refused", "server error", "no text"],
)
def test_robots_that_can_not_be_read(run: Run, robots: Reply, allowed: bool) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    run.portal.replies["/robots.txt"] = robots
    report = run()
    assert (len(report.new) == 1) is allowed
    if not allowed:
        assert "robots.txt can't be read" in report.failed[0]
        assert set(run.portal.paths()) == {"/robots.txt"}


def test_a_redirect_to_a_foreign_host_is_not_followed(run: Run) -> None:
    elsewhere = Portal()
    with serving(elsewhere) as url:
        elsewhere.replies["/f.pdf"] = reply()
        foreign = Reply(status=302, headers=(("Location", f"{url.replace('127.0.0.1', 'localhost')}/f.pdf"),))
        meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": foreign}})
        report = run()
        assert "not on an allowed host; add localhost to 'hosts'" in report.failed[0]
        assert elsewhere.asked == []
        report = run(run.source(hosts=("localhost",)))
        assert len(report.new) == 1
        assert "/robots.txt" in elsewhere.paths()


def test_a_redirect_passes_the_robots_of_where_it_leads(run: Run) -> None:
    moved = Reply(status=301, headers=(("Location", "/hemligt/f.pdf"),))
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": moved}})
    run.portal.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /hemligt\n", content_type="text/plain")
    run.portal.replies["/hemligt/f.pdf"] = reply()
    assert "robots.txt forbids it" in run().failed[0]
    assert "/hemligt/f.pdf" not in run.portal.paths()


def test_a_page_of_the_web_names_no_file_of_this_machine(run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "protokoll-2031-01-01.pdf"
    secret.write_bytes(pdf())
    run.portal.replies["/"] = page(f'<h2>Socialnämnden</h2><a href="{secret.as_uri()}">Protokoll 2031-01-01</a>')
    report = run(run.source(platform="generic", start=f"{run.portal.url}/", bodies=()))
    assert ("links a file of this machine" in report.failed[0], run.files()) == (True, set())


# The same day, corrections, what is gone


def test_two_meetings_on_one_day_both_have_their_protocol(run: Run) -> None:
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": reply("a")},
        "extra-2031-03-12": {"protocol/protokollpdf": reply("b")},
    })  # fmt: skip
    run()
    held = {(run.folder / "hjo" / name).read_bytes() for name in run.files()}
    assert held == {pdf("a"), pdf("b")}
    assert run().unchanged == 2


def test_a_corrected_file_at_the_same_address_is_seen_by_recheck(run: Run) -> None:
    name = "protocol/protokollpdf"
    meetingplus(run.portal, {"mote-2031-03-12": {name: reply("a", headers=(("ETag", '"1"'),))}})
    run()
    assert run(wishes=Wishes(recheck=True)).unchanged == 1
    assert run.portal.asked[-1][2]["if-none-match"] == '"1"'
    meetingplus(run.portal, {"mote-2031-03-12": {name: reply("b", headers=(("ETag", '"2"'),))}})
    assert run().changed == []
    assert len(run(wishes=Wishes(recheck=True)).changed) == 1
    [row] = run.rows()
    assert (row.sha256, row.previous_sha256) == tuple(hashlib.sha256(pdf(w)).hexdigest() for w in "ba")
    assert run.files() == {"kommunstyrelsen/2031-03-12/protokoll.pdf"}


def test_a_corrected_file_at_a_new_address_takes_the_place_of_the_old_one(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply("a")}})
    run()
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokoll-rattatpdf-1": reply("b")}})
    report = run()
    assert (len(report.changed), report.new, report.gone) == (1, [], [])
    assert {(r.outcome, r.file_name) for r in run.rows()} == {
        ("replaced", None), ("fetched", "kommunstyrelsen/2031-03-12/protokoll.pdf")
    }  # fmt: skip
    assert run().unchanged == 1


def test_a_file_that_has_vanished_is_marked_and_stays(run: Run) -> None:
    files = {"protocol/protokollpdf": reply("a"), "agenda/x/bilagapdf": reply("b")}
    meetingplus(run.portal, {"mote-2031-03-12": files})
    run()
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply("a")}})
    assert len(run().gone) == 1
    assert [row.role for row in run.rows() if row.gone_at] == ["bilaga"]
    assert len(run.files()) == 2
    meetingplus(run.portal, {"mote-2031-03-12": files})
    run()
    assert not any(row.gone_at for row in run.rows())


def test_a_listing_with_under_half_of_the_meetings_is_an_error_and_nothing_is_marked_gone(run: Run) -> None:
    meetings = {f"mote-2031-0{month}-12": {"protocol/protokollpdf": reply(str(month))} for month in range(1, 6)}
    meetingplus(run.portal, meetings)
    run()
    meetingplus(run.portal, dict(list(meetings.items())[:2]))
    report = run()
    assert ("lists 2 meetings of Kommunstyrelsen, where 5 are known" in report.broken[0], report.gone) == (True, [])
    run.portal.replies["/committees/kommunstyrelsen"] = page("<html><h1>Välkommen till nya portalen</h1></html>")
    assert "lists no meeting" in run().broken[0]
    assert not any(row.gone_at for row in run.rows())
    meetingplus(run.portal, dict(list(meetings.items())[:2]))
    assert len(run(wishes=Wishes(accept_fewer=True)).gone) == 3
    assert run().broken == []


# Limits and wishes


def test_protocols_come_before_papers_and_the_newest_first_until_the_cap(run: Run) -> None:
    meetingplus(run.portal, {
        "mote-2031-01-12": {"protocol/protokollpdf": reply("a"), "agenda/x/bilagapdf": reply("b")},
        "mote-2031-02-12": {"protocol/protokollpdf": reply("c"), "agenda/x/bilagapdf": reply("d")},
    })  # fmt: skip
    report = run(most_files=1)
    assert (run.files(), report.left) == ({"kommunstyrelsen/2031-02-12/protokoll.pdf"}, 3)
    run(most_files=1)
    assert "kommunstyrelsen/2031-01-12/protokoll.pdf" in run.files()


def test_since_and_skip_leave_files_out_and_dry_run_writes_nothing(run: Run) -> None:
    meetingplus(run.portal, {
        "mote-2030-01-12": {"protocol/protokollpdf": reply("a")},
        "mote-2031-02-12": {"protocol/protokollpdf": reply("c"), "agenda/x/delegationsbeslutpdf": reply("d")},
    })  # fmt: skip
    source = run.source(skip=(re.compile("delegationsbeslut"),), since=datetime(2031, 1, 1).date())
    report = run(source, Wishes(dry_run=True))
    assert (len(report.new), run.folder.exists()) == (1, False)
    assert not any("mote-2030" in path for path in run.portal.paths())
    run(source)
    assert run.files() == {"kommunstyrelsen/2031-02-12/protokoll.pdf"}


def test_a_kill_between_file_and_manifest_loses_and_doubles_nothing(run: Run) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply("a")}})
    run()
    (run.folder / "hjo" / FILE_NAME).unlink()
    (run.folder / "hjo/kommunstyrelsen/2031-03-12/halv.pdf.part").write_bytes(b"%PDF-")
    assert len(run().new) == 1
    assert run.files() == {"kommunstyrelsen/2031-03-12/protokoll.pdf"}


FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from pipeline.cli import main
sys.exit(main(sys.argv[1:]))
"""


def configured(run: Run, *lines: str) -> list[str]:
    """sources.toml for the portal, and the arguments that name it."""
    file = run.folder.parent / "sources.toml"
    head = f'[fetch]\nfolder = "{run.folder}"\npause_seconds = 0\n'
    source = f'[[source]]\nkommun = "Hjo"\nplatform = "meetingplus"\nstart = "{run.portal.url}"\n'
    source += 'bodies = ["Kommunstyrelsen"]\n'
    file.write_text(head + source + "\n".join(lines), encoding="utf-8")
    return ["fetch", "--sources", str(file)]


def test_a_full_disk_ends_the_run_with_its_cause_and_keeps_what_is_stored(run: Run) -> None:
    large = Reply(pdf()[:-6] + b"x" * 300_000 + b"%%EOF\n")
    meetingplus(run.portal, {
        "mote-2031-03-12": {"protocol/protokollpdf": reply()}, "mote-2031-02-12": {"protocol/protokollpdf": large},
    })  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *configured(run)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "free space" in done.stderr
    assert run.files() == {"kommunstyrelsen/2031-03-12/protokoll.pdf"}
    assert [row.outcome for row in run.rows()] == ["fetched"]


def test_exit_statuses_and_the_report(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    arguments = configured(run)
    assert main(arguments) == 0
    assert "Hjo  1 listed, 1 new, 0 unchanged" in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sources"][0]["unchanged"] == 1
    meetingplus(
        run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply(), "agenda/x/bilagapdf": Reply(status=410)}}
    )
    assert main(arguments) == 1
    assert "HTTP 410" in capsys.readouterr().err
    assert main([*arguments, "--kommun", "Sala"]) == 2
    assert "has no source of Sala" in capsys.readouterr().err
    run.portal.replies["/committees/kommunstyrelsen"] = Reply(status=404)
    assert main(arguments) == 3
    assert "HTTP 404" in capsys.readouterr().err


def test_a_forgotten_file_is_deleted_and_never_fetched_again(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    arguments = configured(run)
    main(arguments)
    [row] = run.rows()
    assert main([*arguments, "--forget", row.source_key]) == 0
    assert run.files() == set()
    assert main([*arguments, "--recheck"]) == 0
    assert (run.files(), run.rows()[0].outcome, run.rows()[0].title) == (set(), "forgotten", None)
    assert main([*arguments, "--forget", "feedbeef"]) == 2
    assert "no fetched.csv has this source_key" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ("", "names no [[source]]"),
        ("[[source]\n", "no TOML"),
        ('[[source]]\nkommun = "Atlantis"\nplatform = "generic"\nstart = "https://a.se/"', "one of the 290 kommuner"),
        ('[[source]]\nkommun = "Hjo"\nplatform = "netpub"\nstart = "https://a.se/"', "write one of meetingplus"),
        ('[[source]]\nkommun = "Hjo"\nplatform = "generic"\nstart = "a.se"', "write an address with https://"),
        ('[[source]]\nkommun = "Hjo"\nplatform = "generic"\nstart = "https://a.se/"\nskipp = 1', "does not know skipp"),
        ('[[source]]\nkommun = "Hjo"\nplatform = "generic"\nstart = "https://a.se/"\nskip = ["("]', "is no pattern"),
        ('[fetch]\npause_seconds = -1\n[[source]]', "write a number above 0"),
    ],
)  # fmt: skip
def test_a_wrong_sources_toml_is_told_with_place_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, cause: str
) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(lines, encoding="utf-8")
    assert main(["fetch", "--sources", str(file)]) == 2
    told = capsys.readouterr().err
    assert cause in told
    assert str(file) in told


def test_a_persons_correction_goes_before_the_page(run: Run) -> None:
    meetingplus(run.portal, {"kommunstyrelsen-4711": {"protocol/protokollpdf": reply()}})
    arguments = configured(
        run,
        '[[source.corrections]]\naddress = "kommunstyrelsen-4711"\nmeeting_date = 2031-09-09\nreason = "dagen saknas"',
    )
    assert main(arguments) == 0
    assert run.files() == {"kommunstyrelsen/2031-09-09/protokoll.pdf"}
    settings, [source] = read_sources(Path(arguments[2]))
    assert (settings.pause_seconds, source.municipality) == (0, "Hjo")


def test_a_manifest_reads_back_and_a_broken_one_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    meetingplus(run.portal, {"mote-2031-03-12": {"protocol/protokollpdf": reply()}})
    run()
    file = tmp_path / FILE_NAME
    file.write_text(as_csv(run.rows()), encoding="utf-8")
    assert read_manifest(file) == run.rows()
    file.write_text(as_csv(run.rows()).replace("2031-03-12,protokoll", "12/3,protokoll"), encoding="utf-8")
    with pytest.raises(ManifestError, match="line 2"):
        read_manifest(file)
