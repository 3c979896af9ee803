"""Clusters of articles, and what they are called."""

import numpy as np

from rag.explore.topics import topics
from tests.conftest import FakeEncoder
from vectorstore.local.library import LocalLibrary

FIRE = [
    "Cháy chợ Bến Vạt",
    "Sau vụ cháy chợ Bến Vạt",
    "Nguyên nhân vụ cháy chợ Bến Vạt",
    "Chợ Bến Vạt họp lại sau cháy",
]
CUP = [
    "Sông Điềm vô địch Cúp Đồng bằng",
    "Cúp Đồng bằng khai mạc",
    "Vòng bảng Cúp Đồng bằng",
    "Trọng tài Cúp Đồng bằng",
]


def test_articles_that_share_words_are_one_topic_named_by_them() -> None:
    titles = [*FIRE, *CUP]
    texts = [f"{title}. Tin viết về việc này." for title in titles]
    vectors = FakeEncoder(dim=256).encode_documents(titles)
    made = topics(vectors, titles, texts)
    whole = [topic for topic in made if len(set(topic.members) & {0, 1, 2, 3}) in (0, len(topic.members))]
    assert whole == made  # no topic mixes the two
    named = {phrase.lower() for topic in made for phrase in topic.phrases}
    assert any("bến vạt" in phrase for phrase in named)
    assert any("đồng bằng" in phrase for phrase in named)
    assert not any("việc này" in phrase for phrase in named)


def test_the_same_articles_give_the_same_topics() -> None:
    titles = [*FIRE, *CUP]
    vectors = FakeEncoder(dim=256).encode_documents(titles)
    assert topics(vectors, titles, titles) == topics(vectors, titles, titles)


def test_too_few_articles_have_no_topics() -> None:
    assert topics(np.ones((1, 8), dtype=np.float32), ["Một bài"], ["Một bài"]) == []
    assert topics(np.zeros((0, 8), dtype=np.float32), [], []) == []


def test_every_article_of_a_topic_says_its_name(examples: LocalLibrary) -> None:
    articles = [article for article, _ in examples.articles()]
    vectors = examples.centroids([article.id for article in articles])
    made = topics(vectors, [article.title for article in articles], [article.text for article in articles])
    assert made
    for topic in made:
        for place in topic.members:
            assert topic.phrases[0].lower() in f"{articles[place].title}\n{articles[place].text}".lower()


def test_a_few_new_articles_rename_no_topic() -> None:
    generator = np.random.default_rng(5)
    events = [
        f"{one} {other}" for one in ("Bến Vạt", "Sông Điềm", "Đèo Ngái", "Chợ Lường") for other in ("Thượng", "Hạ")
    ]
    titles = [f"Tin {number} về {event}" for event in events for number in range(6)]
    centres = generator.normal(size=(len(events), 64)).repeat(6, axis=0)
    vectors = (centres + 0.4 * generator.normal(size=centres.shape)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    before = {topic.phrases[0] for topic in topics(vectors[:-3], titles[:-3], titles[:-3])}
    after = {topic.phrases[0] for topic in topics(vectors, titles, titles)}
    assert len(before) >= 4
    assert before <= after
