import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.json_objects import decoder, loads
from tests.ingest.readers.reading import records

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(VALUES)
def test_json_whose_names_differ_is_read_as_ever(value: object) -> None:
    assert loads(json.dumps(value)) == value == decoder().raw_decode(json.dumps(value))[0]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ('{"a": "x", "a": "x"}', {"a": "x"}),
        ('{"a": "x", "a": ""}', {"a": "x"}),
        ('{"a": null, "a": "x"}', {"a": "x"}),
        ('{"a": "x", "b": 1, "a": "y", "a": "z"}', {"a": "x", "b": 1, "a 2": "y", "a 3": "z"}),
        ('[{"a": {"p": [1], "p": [2]}}]', [{"a": {"p": [1], "p 2": [2]}}]),
    ],
)
def test_no_value_is_lost_where_a_name_comes_again(source: str, read: object) -> None:
    assert loads(source) == read


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize("again", ['"body": "Cầu rộng 3 mét."', '"body": "", "body": "Cầu rộng 3 mét."'])
def test_an_article_keeps_the_words_of_both(name: str, again: str) -> None:
    source = f'{{"title": "Gò Nổi có cầu", "body": "Cầu dài 40 mét.", {again}, "title": null}}\n'
    (record,) = records(name, source.encode())
    assert (record.fields["title"], record.fields["text"]) == ("Gò Nổi có cầu", "Cầu dài 40 mét.\nCầu rộng 3 mét.")
