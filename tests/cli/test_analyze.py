"""`reader analyze`: a text or many, in order, as they come, whatever is in them."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from reader.library import Analyses, Database

Reader = Callable[..., CompletedProcess[str]]
SCRIPT = Path(sys.executable).with_name("reader")
STORY = "KYIV, May 21 (Reuters) – Anna Bell flew to Rome.\n\n“Nobody came,” she said.\n"
FIELDS = ["id", "text", "dateline", "blocks", "engine", "entities", "names", "quotes"]


def analyze(*args: str | Path, given: str | bytes = "", **env: str) -> CompletedProcess[bytes]:
    """Run the installed command on what is given on standard input."""
    return subprocess.run(
        [SCRIPT, "analyze", *map(str, args)],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env={**os.environ, **env},
        check=False,
    )


def objects(done: CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def json_lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of any workspace, with an engine that is always there."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "config" / "reader"
    own.mkdir(parents=True)
    (own / "settings.toml").write_text('[analysis]\nentities = "fast"\n')


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_lines_in_lines_out_in_order_with_their_ids(jobs: str) -> None:
    rows: list[dict[str, object]] = [
        {"id": nth, "text": f"{STORY}\nStory {nth}." if nth % 4 else ""} for nth in range(40)
    ]
    rows[7]["id"] = {"a": [1.5, None, "é"]}
    del rows[8]["id"]
    done = analyze("--json", "--jobs", jobs, given=json_lines(*rows))
    assert (done.returncode, done.stderr) == (0, b"")
    found = objects(done)
    assert [(one["id"], one["text"]) for one in found] == [(row.get("id"), row["text"]) for row in rows]
    assert all(list(one) == FIELDS for one in found)


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "\ufeff\ud800 “\U0001f600é\u0301\r\n” Anna Bell met @bob.\r\n\r\nIt cost $5 in Rome.\u2028\0"
    (found,) = objects(analyze("--json", given=json_lines({"text": text})))
    assert found["text"] == text
    assert {one["text"] for one in found["entities"]} >= {"@bob", "$5"}
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found["entities"])
    assert text[found["blocks"][-1]["start"] :].startswith("It cost $5 in Rome.")


def test_a_text_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    (found,) = objects(analyze("--json", "story.txt"))
    assert list(found) == FIELDS
    assert (found["id"], found["text"]) == (None, STORY)
    assert found["dateline"] == {"start": 0, "end": 24, "place": "KYIV", "date": "05-21", "agency": "Reuters"}
    assert found["blocks"][0] == {"number": 1, "kind": "paragraph", "start": 0, "end": 48}
    assert objects(analyze("--json", "-", given=STORY)) == [found]
    assert objects(analyze("--json", given=STORY)) == [found]
    assert objects(analyze("--json", given=json_lines({"text": STORY}))) == [found]


def test_what_comes_in_is_told_by_its_first_line_or_by_an_option() -> None:
    line = '\n  \n{"text": "a"}\n{"text": "b"}\n'
    assert [one["text"] for one in objects(analyze("--json", given=line))] == ["a", "b"]
    assert [one["text"] for one in objects(analyze("--json", "--input", "text", given=line))] == [line]
    broken = 'broken\n{"text": "b"}\n'
    assert [one["text"] for one in objects(analyze("--json", given=broken))] == [broken]
    done = analyze("--json", "--input", "jsonl", given=broken)
    assert [one["text"] for one in objects(done)] == ["b"]
    assert b"line 1: not JSON" in done.stderr


def test_bad_lines_are_told_by_number_and_left_out(tmp_path: Path) -> None:
    lines = b'{"text":"a"}\n\nbroken\n{"text":7}\n{"id":1}\n{"text":"\xff"}\n[]\n{"text":"z"}'
    done = analyze("--json", given=lines)
    assert [one["text"] for one in objects(done)] == ["a", "z"]
    assert done.returncode == 0
    said = done.stderr.decode().splitlines()
    assert [line.partition(":")[2].partition(":")[0].strip() for line in said[:-1]] == [
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
    assert said[0].startswith("reader: line 3: not JSON (")
    assert said[-1] == "reader: 5 of 7 lines left out"
    (tmp_path / "many.jsonl").write_bytes(lines)
    assert b"reader: many.jsonl, line 3: not JSON" in analyze("many.jsonl").stderr


def test_strict_stops_at_the_first_bad_line() -> None:
    done = analyze("--json", "--strict", given='{"text":"a"}\nbroken\n{"text":"b"}\n')
    assert [one["text"] for one in objects(done)] == ["a"]
    assert done.returncode == 1
    assert done.stderr.startswith(b"reader: line 2: not JSON")


def test_lines_of_which_none_can_be_read_fail() -> None:
    done = analyze("--json", "--input", "jsonl", given="no\nno\n")
    assert (done.returncode, done.stdout) == (1, b"")
    nothing = analyze("--json", "--input", "jsonl")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, b"", b"")


def test_a_line_above_the_limit_is_left_out_and_the_next_is_read() -> None:
    given = json_lines({"text": "a"}, {"text": "x" * 200_000}, {"text": "b"})
    done = analyze("--json", "--max-megabytes", "0.1", given=given)
    assert [one["text"] for one in objects(done)] == ["a", "b"]
    assert b"line 2: longer than the limit of 0.1 MB: --max-megabytes N lifts it" in done.stderr
    refused = analyze("--json", "--max-megabytes", "0.1", given="x " * 100_000)
    assert refused.returncode == 1
    assert b"standard input: larger than the limit of 0.1 MB" in refused.stderr


@pytest.mark.parametrize("given", ["", " \n", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_is_no_text_is_told(given: str | bytes) -> None:
    done = analyze("--json", given=given)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"reader: standard input: ")


@pytest.mark.parametrize(("name", "said"), [("nowhere.txt", "no such file"), (".", "a folder, not a text")])
def test_a_file_that_cannot_be_read_is_told(name: str, said: str) -> None:
    done = analyze(name)
    assert done.returncode == 1
    assert said in done.stderr.decode()


def test_each_line_is_answered_before_the_next_one_comes() -> None:
    process = subprocess.Popen([SCRIPT, "analyze", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    with process:
        for nth in range(5):
            process.stdin.write(json_lines({"id": nth, "text": STORY}).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == nth
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


def test_nobody_who_reads_any_more_is_no_failure() -> None:
    process = subprocess.Popen(
        [SCRIPT, "analyze", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(json_lines({"text": STORY}).encode())
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    with suppress(BrokenPipeError):
        for _ in range(1000):
            process.stdin.write(json_lines({"text": STORY * 20}).encode())
    with suppress(BrokenPipeError):
        process.stdin.close()
    assert process.wait() == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_an_interrupt_ends_with_130_and_leaves_no_process() -> None:
    process = subprocess.Popen(
        [SCRIPT, "analyze", "--json", "--jobs", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(json_lines({"text": STORY}).encode())
    process.stdin.flush()
    process.stdout.readline()
    children = list(_children(process.pid))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err) == (130, b"")
    assert children
    for child in children:
        while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes():
            pass


def _children(pid: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                yield int(stat.parent.name)
        except (OSError, ValueError):
            continue


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux says how much memory there was"
)
def test_memory_does_not_grow_with_the_lines(tmp_path: Path) -> None:
    line = json_lines({"text": "a" * 100_000})

    def most(count: int) -> int:
        """The most memory that the command had for so many lines, in kilobytes, its engines left out."""
        given = tmp_path / f"{count}.jsonl"
        given.write_text(line * count)
        code = "import sys\nfrom reader.cli.app import run\nassert run(sys.argv[1:]) == 0\n"
        code += "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0], file=sys.stderr)"
        done = subprocess.run(
            [sys.executable, "-c", code, "analyze", "--json", "--jobs", "2", str(given)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
        )
        return int(done.stderr.split()[-1])

    few, many = most(60), most(400)
    # 340 lines more are 34 MB that come in, and as much that goes out.
    assert many - few < 8_000


def test_progress_is_shown_where_somebody_sees_it(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text(json_lines(*({"text": STORY} for _ in range(60))))
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [SCRIPT, "analyze", "--json", "many.jsonl"], stdout=subprocess.PIPE, stderr=slave, check=False
        )
        said = os.read(master, 100_000).decode()
    finally:
        os.close(master)
        os.close(slave)
    assert len(done.stdout.splitlines()) == 60
    assert "analysing" in said
    assert "100%" in said


def test_people_get_a_table() -> None:
    done = analyze(given="Anna Bell flew to Rome on May 21. “It cost $5,” said Bell. \x1b[31m\n")
    words = done.stdout.decode()
    assert words.startswith("fast 1 · ")
    assert "\nDates\n  May 21 " in words
    assert "\nMoney\n  $5 " in words
    assert "\x1b" not in words
    many = analyze(given=json_lines({"id": "first", "text": STORY}, {"text": STORY})).stdout.decode()
    assert "first · fast 1 · " in many
    assert "line 2 · fast 1 · " in many


def test_an_engine_that_is_not_there_is_named_and_fast_speaks() -> None:
    done = analyze("--json", "--engine", "spacy:none", "--jobs", "2", given=json_lines(*({"text": "a"},) * 9))
    assert done.returncode == 0
    assert {one["engine"] for one in objects(done)} == {"fast 1"}
    assert done.stderr.decode().count("the engine 'spacy:none' cannot be loaded") == 1
    assert "fast speaks instead" in done.stderr.decode()
    strict = analyze("--json", "--strict", "--engine", "nosuch", given=json_lines({"text": "a"}))
    assert strict.returncode == 1
    assert b"there is no such engine" in strict.stderr
    assert analyze("--json", "--strict", "--engine", "nosuch", given="Some text.").returncode == 1


def test_settings_of_the_workspace_choose_the_engine(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "their_engines.py").write_text("def first(text):\n    return [(0, 4, 'PER')]\n")
    settings = workspace / "reader.toml"
    settings.write_text(f'{settings.read_text()}\n[analysis]\nentities = "their_engines:first"\n')
    (found,) = objects(analyze("--json", given="Anna flew.", PYTHONPATH=str(tmp_path)))
    assert found["engine"] == "their_engines:first"
    assert found["entities"] == [{"start": 0, "end": 4, "label": "PER", "text": "Anna", "entity": 1}]
    settings.write_text('[analysis]\nentities = "os:system"\n')
    done = analyze("--json", given="touch harm")
    assert objects(done)[0]["engine"] == "fast 1"
    assert b"the engine 'os:system' is not run: a workspace's file may name only" in done.stderr
    assert not (workspace / "harm").exists()


def test_all_articles_of_a_workspace_are_kept_in_its_library(workspace: Path, reader: Reader) -> None:
    (workspace / "seeds" / "other.txt").write_text("Nobody came to Rome.\n")
    done = reader("analyze", "--workspace", workspace)
    assert (done.returncode, done.stdout) == (0, "")
    assert "2 articles are analysed" in done.stderr
    with closing(Database.open(workspace / ".reader" / "library.sqlite")) as database:
        rows = database.connection().execute("SELECT text_hash, engine, version FROM analyses").fetchall()
        assert len(rows) == 2
        # What show says is what was kept.
        text_hash, engine, version = rows[0]
        kept = Analyses(database).find(text_hash, engine, version)
        assert kept
        kept["quotes"] = [
            {"spans": [[0, 4]], "kind": "direct", "cue": None, "speaker": None, "speaker_name": "X"}
        ]
        assert Analyses(database).keep(text_hash, engine, version, kept)
    listed = [json.loads(line) for line in reader("list", "--json").stdout.splitlines()]
    shown = [json.loads(reader("show", row["id"], "--json").stdout) for row in listed]
    (one,) = [article for article in shown if article["text_hash"] == text_hash]
    assert one["quotes"] == [{**kept["quotes"][0], "annotation": None}]
    lines = [
        json.loads(line) for line in reader("analyze", "--workspace", workspace, "--json").stdout.splitlines()
    ]
    assert {line["id"] for line in lines} == {row["id"] for row in listed}
    assert all(list(line) == FIELDS for line in lines)
    assert reader("reindex").returncode == 0
    with closing(Database.open(workspace / ".reader" / "library.sqlite")) as database:
        assert database.connection().execute("SELECT count(*) FROM analyses").fetchone() == (0,)


def test_show_has_the_same_fields(workspace: Path, reader: Reader) -> None:
    shown = json.loads(reader("show", "--json", "seeds/story.txt").stdout)
    (found,) = objects(analyze("--json", "seeds/story.txt"))
    for one in (*shown["entities"], *shown["quotes"]):
        assert one.pop("annotation") is None
    assert all(shown[field] == found[field] for field in FIELDS if field != "id")
    assert shown["entities"]


def test_show_goes_without_a_library_that_can_be_written(workspace: Path, script: Reader) -> None:
    before = json.loads(script("show", "--json", "seeds/story.txt").stdout)
    for path in (workspace / ".reader").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (workspace / ".reader").chmod(0o555)
    try:
        shown = script("show", "--json", "seeds/story.txt", powerless=True)
    finally:
        (workspace / ".reader").chmod(0o755)
    assert json.loads(shown.stdout)["entities"] == before["entities"]


def test_wrong_use_is_told(workspace: Path, script: Reader) -> None:
    for args in (["--jobs", "0"], ["--input", "xml"], ["--bogus"]):
        done = script("analyze", *args)
        assert done.returncode == 2
        assert not done.stdout


def test_one_process_is_enough_where_one_is_asked_for() -> None:
    """One text is analysed without another process: a start is cheap."""
    code = "import os, sys\nfrom reader.cli.app import run\n"
    code += "def refuse(*_, **__):\n    raise AssertionError('another process')\n"
    code += "import subprocess\nsubprocess.Popen = refuse\nsys.exit(run(sys.argv[1:]))\n"
    for given in (STORY, json_lines({"text": STORY})):
        jobs = ["--jobs", "1"] if given.startswith("{") else []
        command = [sys.executable, "-c", code, "analyze", "--json", "--engine", "fast", *jobs]
        done = subprocess.run(command, input=given.encode(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
