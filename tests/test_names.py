"""Names of the whole product: a class is called what no other class is."""

import ast
from collections import Counter
from pathlib import Path

PACKAGES = ("app", "benchmarks", "ingest", "language", "prompts", "rag", "vectorstore")
ROOT = Path(__file__).parents[1]


def test_a_class_name_exists_once() -> None:
    classes = [
        node.name.lstrip("_")
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert len(classes) > 200
    assert [name for name, times in Counter(classes).items() if times > 1] == []
