import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.messages import say_error
from app.settings import Settings, SettingsError
from app.wiring import open_library
from vectorstore.errors import LibraryError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_lists_exactly_the_settings_with_their_defaults() -> None:
    listed = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    names = {field.name for field in fields(Settings)}
    assert sorted(listed) == sorted(n.upper() if n.startswith("openai_") else f"HOIBAO_{n.upper()}" for n in names)
    assert Settings.from_env(listed) == Settings()


def test_every_setting_is_read() -> None:
    listed = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    given = {
        "HOIBAO_LLM_TIMEOUT_S": "7",
        "HOIBAO_READ_SECONDS": "8",
        "HOIBAO_READ_MEMORY_MB": "512",
        "HOIBAO_ARTICLE_CHARS": "9000",
        "HOIBAO_ORIGINALS_MB": "0",
        "OPENAI_BASE_URL": "http://127.0.0.1:1/v1",
        "HOIBAO_LANGUAGE": "en",
    }
    given |= {"HOIBAO_LLM_CONTEXT": "4096", "HOIBAO_LLM_MAX_TOKENS": "900", "HOIBAO_LLM_TEMPERATURE": "0.2"}
    given["HOIBAO_STORE"] = "postgresql://ai@may/tin"
    given["HOIBAO_OWN_LLM"] = "https://api.example.org/v1 http://127.0.0.1:1/v1"
    given |= {"HOIBAO_CHECK": "llm", "HOIBAO_READERS": "ask", "HOIBAO_EDITORS": "roles=editor"}
    given["HOIBAO_TIMEZONE"] = "Asia/Tokyo"
    given |= {"HOIBAO_TRACING": "spans", "HOIBAO_LOG": "questions"}
    given |= {"HOIBAO_PUBLIC_URL": "https://hoi.example.org", "HOIBAO_REQUESTS_PER_MINUTE": "9"}
    given |= {
        "HOIBAO_API_URL": "https://api.example.org",
        "HOIBAO_SMTP": "smtps://ai@thu",
        "HOIBAO_MAIL_FROM": "ai@thu",
    }
    read = Settings.from_env({name: given.get(name, "khác") for name in listed})
    assert not [f.name for f in fields(Settings) if getattr(read, f.name) == getattr(Settings(), f.name)]


def test_a_check_that_is_not_known_is_refused_with_words() -> None:
    assert Settings.from_env({"HOIBAO_CHECK": "rules"}).check == Settings().check == "rules"
    for value in ("LLM", "no", "rules llm"):
        with pytest.raises(SettingsError) as bad:
            Settings.from_env({"HOIBAO_CHECK": value})
        for language in ("vi", "en"):
            said = say_error(bad.value, language)
            assert "HOIBAO_CHECK" in said
            assert "rules" in said.partition(": ")[2]


@pytest.mark.parametrize(
    "value",
    [
        "ai:bí-kín@may:5432",
        "grpc://ai:bí-kín@may/tin",
        "postgresql://ai:bí-kín@may",
        "postgresql://ai:bí-kín@may/tin#Tên",
        "postgresql://ai:bí#kín@may/tin",
        "postgresql://ai@may/tin?password=bí-kín#Tên",
        "postgresql://ai:x@bí-kín@[may/tin",
    ],
)
def test_a_password_in_an_address_is_not_shown(value: str) -> None:
    settings = Settings.from_env({"HOIBAO_STORE": value})
    assert "kín" not in repr(settings)
    with pytest.raises(LibraryError) as bad:
        open_library(settings)
    assert bad.value.problem == "address"
    assert "kín" not in f"{bad.value} {bad.value.folder} {say_error(bad.value, 'vi')} {say_error(bad.value, 'en')}"
