"""The site's commands run, its pages stand in both languages, and every message has an anchor."""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from app.arguments import parser
from app.cli import main
from app.settings import LANGUAGES, Settings
from app.words import inputs, problems, replies

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))
from generated import commands, messages, on_page_markdown  # noqa: E402

SITE = ROOT / "docs" / "site"
COMMANDS = (
    *(
        "ingest",
        "ask",
        "search",
        "articles",
        "show",
        "remove",
        "eval",
        "alerts",
        "feedback",
        "reindex",
        "copy",
        "backup",
    ),
    *("restore", "nodes", "doctor", "serve", "mcp", "keys", "page"),
)
PAGES = sorted(page.name for page in (SITE / "vi").glob("*.md"))
_BLOCK = re.compile(r"```sh( run)?\n(.*?)```", re.DOTALL)
_INLINE = re.compile(r"`(hoibao [a-z][^`]*)`")


def lines(page: Path, *, run: bool) -> Iterator[list[str]]:
    """The commands of a page as arguments; those that are to be run, or all."""
    text = page.read_text(encoding="utf-8")
    for marked, block in _BLOCK.findall(text):
        if run and not marked:
            continue
        for line in block.splitlines():
            if line.startswith("hoibao "):
                yield shlex.split(line, comments=True)[1:]
    if not run:
        for line in _INLINE.findall(text):
            yield shlex.split(line.replace("\n", " "))[1:]


def test_both_languages_have_the_same_pages() -> None:
    assert PAGES
    assert sorted(page.name for page in (SITE / "en").glob("*.md")) == PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_a_page_is_one(name: str, language: str) -> None:
    whole = parser(Settings(language=language))
    for arguments in lines(SITE / language / name, run=False):
        if len(arguments) > 1 or arguments[0] in ("doctor", "page", "serve", "mcp"):
            whole.parse_args(arguments)


def test_commands_that_are_marked_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOIBAO_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("HOIBAO_LLM", "")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    ran: list[list[str]] = []
    for page in sorted(SITE.glob("*/*.md")):
        for arguments in lines(page, run=True):
            if arguments in ran:  # the other language's page has it, too
                continue
            code = main(arguments)
            told = capsys.readouterr()
            assert code == 0 or arguments == ["doctor"], (page, arguments, told.err)
            assert told.out
            ran.append(arguments)
    assert len(ran) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_an_anchor(language: str) -> None:
    made = messages(language)
    for section in (problems, inputs, replies):
        for code in section.TABLE:
            assert f'id="{code}"' in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_in_the_reference(language: str) -> None:
    made = commands(language)
    for name in COMMANDS:
        assert f"### hoibao {name} " in made
    assert made.count("\n```text\n") == len(COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_between_pages_lead_somewhere(language: str) -> None:
    for name in PAGES:
        for target in re.findall(r"\]\(([a-z]+\.md)\)", (SITE / language / name).read_text(encoding="utf-8")):
            assert (SITE / language / target).is_file(), (name, target)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_block_of_a_page_is_drawn_as_one(name: str, language: str) -> None:
    markdown = pytest.importorskip("markdown")
    pytest.importorskip("pymdownx")
    named = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    extensions = ["tables", "fenced_code", "toc", *(one for one in named if isinstance(one, str))]
    text = (SITE / language / name).read_text(encoding="utf-8")
    page = SimpleNamespace(file=SimpleNamespace(src_uri=f"{language}/{name}"))
    drawn = markdown.markdown(on_page_markdown(text, page=page), extensions=extensions)
    assert "```" not in drawn
    assert drawn.count("<pre") >= text.count("```") // 2
