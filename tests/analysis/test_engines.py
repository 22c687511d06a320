"""Engines by name: which is meant, which is there, and what is said of one that is not."""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.analysis.asking import Asker, Choice
from reader.analysis.engines import choose, known_version, load_engine, refuse_unasked
from reader.errors import EngineLoadError

TEXT = "Anna Bell flew to Rome."


def test_auto_takes_accurate_where_its_extra_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    there: set[str] = set()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name in there or None)
    assert choose("auto") == "fast"
    there.add("onnxruntime")
    assert choose("auto") == "fast"
    there.add("reader.analysis.accurate")
    assert choose("auto") == "accurate"
    assert choose("fast") == "fast"


def test_fast_is_there_and_says_its_version() -> None:
    engine = load_engine("fast")
    assert (engine.name, engine.version) == ("fast", known_version("fast"))
    assert engine.version.startswith("fast ")
    assert all(0 <= start < end <= len(TEXT) for start, end, _ in engine.recognise(TEXT))


def test_a_callable_by_its_place(own_path: Path) -> None:
    engine = load_engine("their_engines:whole")
    assert engine.version == "their_engines:whole 2.5"
    assert list(engine.recognise(TEXT)) == [(0, 4, "PERSON")]
    assert list(load_engine("their_engines:Box.recognise").recognise(TEXT)) == [(0, 4, "PERSON")]


def test_a_package_offers_an_engine_by_entry_point(installed: Callable[..., Path]) -> None:
    source = "def find(text):\n    return [(0, 4, 'PER')]\n"
    installed("offering", source, "first-word = offering:find")
    for name in ("first-word", "offering:find"):
        engine = load_engine(name)
        assert engine.version == f"{name} 1.5"
        assert list(engine.recognise(TEXT)) == [(0, 4, "PER")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nosuch", "there is no such engine: known here: auto, fast, accurate, spacy:NAME"),
        ("no_such_package.deep:call", "there is no module no_such_package: install its package"),
        ("their_engines:nothing", 'the module their_engines has no "nothing": check the name'),
        ("their_engines:a_number", "it cannot be called: a recogniser is a function of a text"),
        ("their_engines:", 'the module their_engines has no ""'),
    ],
)
def test_an_engine_that_is_missing_is_said_to_be(name: str, said: str, own_path: Path) -> None:
    with pytest.raises(EngineLoadError) as told:
        load_engine(name)
    assert str(told.value).startswith(said)


def test_a_missing_extra_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(EngineLoadError) as told:
        load_engine("spacy:en_core_web_sm")
    assert str(told.value) == 'spaCy is not installed: pip install "terminal-news-reader[spacy]"'


def test_what_a_module_itself_cannot_import_is_not_taken_for_its_absence(own_path: Path) -> None:
    (own_path / "half_there.py").write_text("import not_installed_at_all\n", "utf-8")
    with pytest.raises(ModuleNotFoundError, match="not_installed_at_all"):
        load_engine("half_there:call")


@pytest.mark.parametrize("name", ["os:system", "subprocess:getoutput", "reader.cli.app:run", "pexpect:run"])
def test_a_workspace_cannot_have_any_function_called(name: str, own_path: Path) -> None:
    with pytest.raises(EngineLoadError) as told:
        refuse_unasked(name)
    assert told.value.message.startswith(f"the engine '{name}' is not run: a workspace's file may name only")
    assert told.value.hint == f'entities = "{name}" in your own settings allows it'


def test_a_workspace_may_name_what_was_put_there_for_it(
    own_path: Path, installed: Callable[..., Path]
) -> None:
    installed("offering", "def find(text):\n    return []\n", "first-word = offering:find")
    for name in ("auto", "fast", "accurate", "their_engines:whole", "first-word", "offering:find", "no-such"):
        refuse_unasked(name)
    with pytest.raises(EngineLoadError):
        refuse_unasked("offering:other")


def test_a_workspace_names_no_pipeline_by_a_path(installed: Callable[..., Path]) -> None:
    installed("xx_names", "")
    refuse_unasked("spacy:xx_names")
    for name in ("spacy:../models", "spacy:/etc", "spacy:", "spacy:nowhere"):
        with pytest.raises(EngineLoadError, match="no pipeline of that name is installed"):
            refuse_unasked(name)


@pytest.fixture
def pipeline() -> Any:
    """A pipeline as people make it, with names by a list."""
    with warnings.catch_warnings():
        # What the packages that spaCy stands on warn of while they are imported is not ours to mend.
        warnings.simplefilter("ignore")
        spacy: Any = pytest.importorskip("spacy", reason="spaCy is missing: pip install -e '.[spacy]'")
    made = spacy.blank("en")
    ruler: Any = made.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "PERSON", "pattern": "Anna Bell"}, {"label": "GPE", "pattern": [{"TEXT": "Rome"}]}]
    )
    made.meta["version"] = "3.1.4"
    return made


def test_a_spacy_pipeline_from_a_folder(pipeline: Any, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "pipeline")
    engine = load_engine(f"spacy:{tmp_path / 'pipeline'}")
    assert engine.version == f"spacy:{tmp_path / 'pipeline'} 3.1.4"
    assert list(engine.recognise(TEXT)) == [(0, 9, "PERSON"), (18, 22, "GPE")]


def test_a_spacy_pipeline_that_is_installed(
    pipeline: Any, installed: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import pathlib, spacy\n\ndef load(**given):\n"
    source += "    return spacy.load(pathlib.Path(__file__).parent / 'data', **given)\n"
    pipeline.to_disk(installed("xx_made_here", source) / "data")
    engine = load_engine("spacy:xx_made_here")
    assert engine.version == "spacy:xx_made_here 3.1.4"
    long = f"{TEXT} Nobody came.\n" * 12_000
    found = list(engine.recognise(long))
    assert len(found) == 24_000
    assert {long[start:end] for start, end, _ in found} == {"Anna Bell", "Rome"}
    odd = "\U0001f600 é " + TEXT
    assert [odd[start:end] for start, end, _ in engine.recognise(odd)] == ["Anna Bell", "Rome"]
    with pytest.raises(EngineLoadError, match='spaCy has no pipeline "xx_not_made"'):
        load_engine("spacy:xx_not_made")


def test_a_spacy_pipeline_answers_in_a_process_of_its_own(
    pipeline: Any, installed: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import pathlib, spacy\n\ndef load(**given):\n"
    source += "    return spacy.load(pathlib.Path(__file__).parent / 'data', **given)\n"
    package = installed("xx_made_here", source)
    pipeline.to_disk(package / "data")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    with Asker(Choice("spacy:xx_made_here", own=False)) as asker:
        found = asker.describe(f"\ud800 {TEXT} It cost $5.")
    assert found["engine"] == "spacy:xx_made_here 3.1.4"
    assert found["failures"] == found["notices"] == []
    assert [(one["start"], one["text"], one["label"]) for one in found["entities"]] == [
        (2, "Anna Bell", "PER"),
        (20, "Rome", "LOC"),
        (34, "$5", "MONEY"),
    ]
