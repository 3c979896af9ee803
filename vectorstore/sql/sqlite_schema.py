"""The catalogue's tables and how an older file becomes a newer one. One entry in MIGRATIONS a version, never edited."""

import sqlite3
from pathlib import Path

from vectorstore.errors import LibraryError

MIGRATIONS = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO meta VALUES ('sequence', '0'), ('identity', lower(hex(randomblob(16))));
    CREATE TABLE encoders (
        key INTEGER PRIMARY KEY, model TEXT NOT NULL, dim INTEGER NOT NULL, revision TEXT NOT NULL,
        active INTEGER NOT NULL, UNIQUE (model, dim, revision)
    ) STRICT;
    CREATE TABLE articles (
        key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
        published TEXT, outlet TEXT, url TEXT, author TEXT, topic TEXT, source TEXT NOT NULL,
        metadata TEXT NOT NULL, digest TEXT NOT NULL, text_digest TEXT NOT NULL
    ) STRICT;
    CREATE INDEX articles_by_date ON articles (published);
    CREATE INDEX articles_by_outlet ON articles (outlet);
    -- Keys are never used again (AUTOINCREMENT): a derived index may hold one for longer than its chunk lives.
    CREATE TABLE chunks (
        key INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL, sequence INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX chunks_by_article ON chunks (article);
    CREATE INDEX chunks_by_sequence ON chunks (sequence);
    CREATE TABLE embeddings (
        chunk INTEGER NOT NULL REFERENCES chunks ON DELETE CASCADE, encoder INTEGER NOT NULL REFERENCES encoders,
        vector BLOB NOT NULL, PRIMARY KEY (chunk, encoder)
    ) STRICT, WITHOUT ROWID;
    -- What derived indexes must forget; with chunks.sequence, all that one needs to catch up.
    CREATE TABLE deletions (sequence INTEGER NOT NULL, chunk INTEGER NOT NULL) STRICT;
    CREATE INDEX deletions_by_sequence ON deletions (sequence);
    """,
    """
    CREATE INDEX articles_by_text ON articles (text_digest);
    -- Where each article stands, in which document that was found, and the run that last saw it there.
    CREATE TABLE sources (
        source TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        document TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (source, article)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sources_by_article ON sources (article);
    CREATE INDEX sources_by_document ON sources (document);
    INSERT INTO sources SELECT source, key, source, 0 FROM articles;
    CREATE TABLE documents (document TEXT PRIMARY KEY, digest TEXT NOT NULL, count INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;
    -- Bands may outlive their article: what they find is joined with articles and compared by its text.
    CREATE TABLE bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article))
        STRICT, WITHOUT ROWID;
    CREATE TABLE links (
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        kind TEXT NOT NULL, score REAL NOT NULL, PRIMARY KEY (article, other, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX links_by_other ON links (other);
    -- Articles that correct another one, until it is known which.
    CREATE TABLE corrections (article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE) STRICT;
    """,
    """
    CREATE TABLE conversations (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, name TEXT NOT NULL, updated TEXT NOT NULL
    ) STRICT;
    CREATE INDEX conversations_by_owner ON conversations (owner, updated);
    -- `record` is the whole turn as its writer keeps it; `words` what it is searched by, without diacritics.
    CREATE TABLE turns (
        conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE, number INTEGER NOT NULL,
        question TEXT NOT NULL, record TEXT NOT NULL, words TEXT NOT NULL, rating INTEGER, remark TEXT NOT NULL,
        PRIMARY KEY (conversation, number)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE turns RENAME TO former_turns;
    ALTER TABLE conversations RENAME TO former_conversations;
    -- `owner` is empty where nobody signs in.
    CREATE TABLE conversations (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, changed TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- A question and its answer as the page records them; `folded` is what a search looks in.
    CREATE TABLE turns (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
        record TEXT NOT NULL, folded TEXT NOT NULL, rating TEXT, reason TEXT NOT NULL
    ) STRICT;
    INSERT INTO conversations SELECT id, owner, name, lower(name), updated FROM former_conversations;
    INSERT INTO turns (conversation, record, folded, rating, reason)
        SELECT c.id, json_object('question', t.question, 'answer', json(t.record), 'after',
            (SELECT count(*) FROM former_turns b WHERE b.conversation = t.conversation AND b.number < t.number)),
            t.words, CASE t.rating WHEN 1 THEN 'up' WHEN 0 THEN 'down' END, t.remark
        FROM former_turns t JOIN former_conversations c ON c.key = t.conversation ORDER BY c.key, t.number;
    DROP TABLE former_turns;
    DROP TABLE former_conversations;
    CREATE INDEX conversations_by_owner ON conversations (owner, changed);
    CREATE INDEX turns_by_conversation ON turns (conversation);
    """,
    """
    -- `same` is the name as it is compared: two collections whose names differ in case or tone placement are one.
    CREATE TABLE collections (key INTEGER PRIMARY KEY, name TEXT NOT NULL, same TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE collection_articles (
        collection INTEGER NOT NULL REFERENCES collections ON DELETE CASCADE,
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, PRIMARY KEY (collection, article)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX collections_by_article ON collection_articles (article);
    """,
    """
    -- The sentences of a chunk, all in one row: `spans` are pairs of 4 bytes (start and end in the article's text),
    -- `vectors` one of `dim` signed bytes each (vectorstore/sentence_vectors.py). A chunk may have none yet.
    CREATE TABLE sentence_embeddings (
        chunk INTEGER NOT NULL REFERENCES chunks ON DELETE CASCADE, encoder INTEGER NOT NULL REFERENCES encoders,
        spans BLOB NOT NULL, vectors BLOB NOT NULL, PRIMARY KEY (chunk, encoder)
    ) STRICT;
    -- What cut the text into chunks, as a name for that version of it; where its body begins, after a title line.
    ALTER TABLE articles ADD COLUMN chunking TEXT NOT NULL DEFAULT '';
    ALTER TABLE articles ADD COLUMN body_start INTEGER;
    """,
    """
    -- One row. `last_chunk` is the last key that was given to a chunk: none is given twice.
    CREATE TABLE library (identity TEXT NOT NULL, sequence INTEGER NOT NULL, last_chunk INTEGER NOT NULL) STRICT;
    INSERT INTO library SELECT (SELECT value FROM meta WHERE name = 'identity'),
        CAST((SELECT value FROM meta WHERE name = 'sequence') AS INTEGER),
        coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'chunks'), 0);
    DROP TABLE meta;
    -- What tells a change from another of the same number, made after a copy of the catalogue was put back.
    CREATE TABLE changes (number INTEGER PRIMARY KEY, token TEXT NOT NULL) STRICT;
    INSERT INTO changes SELECT sequence, lower(hex(randomblob(8))) FROM library;
    DELETE FROM deletions;  -- no derived index knows the token, so all are built anew
    -- Turns are searched by the beginnings of their words.
    CREATE VIRTUAL TABLE turn_words USING fts5(folded, content='turns', content_rowid='key');
    INSERT INTO turn_words(turn_words) VALUES ('rebuild');
    CREATE TRIGGER turn_words_come AFTER INSERT ON turns BEGIN
        INSERT INTO turn_words(rowid, folded) VALUES (new.key, new.folded);
    END;
    CREATE TRIGGER turn_words_go AFTER DELETE ON turns BEGIN
        INSERT INTO turn_words(turn_words, rowid, folded) VALUES ('delete', old.key, old.folded);
    END;
    CREATE TRIGGER turn_words_change AFTER UPDATE OF folded ON turns BEGIN
        INSERT INTO turn_words(turn_words, rowid, folded) VALUES ('delete', old.key, old.folded);
        INSERT INTO turn_words(rowid, folded) VALUES (new.key, new.folded);
    END;
    """,
    """
    -- One row while another library is being copied into this one: which, and its last change then.
    CREATE TABLE copying (identity TEXT NOT NULL, token TEXT NOT NULL) STRICT;
    """,
    """
    -- What readers follow; `checked` is the key of the last article that was looked at for it.
    CREATE TABLE alerts (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, words TEXT NOT NULL, owner TEXT NOT NULL, mail TEXT NOT NULL,
        created TEXT NOT NULL, mailed TEXT NOT NULL, checked INTEGER NOT NULL, UNIQUE (owner, kind, words)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE alert_hits (
        alert TEXT NOT NULL REFERENCES alerts ON DELETE CASCADE,
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        start INTEGER NOT NULL, quote TEXT NOT NULL, found TEXT NOT NULL, PRIMARY KEY (alert, article)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX alert_hits_by_article ON alert_hits (article);
    -- Quotes kept for a piece; `article` is an id, and may be of an article that is gone.
    CREATE TABLE clippings (
        key INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, folder TEXT NOT NULL, article TEXT NOT NULL,
        title TEXT NOT NULL, published TEXT, outlet TEXT, url TEXT, start INTEGER NOT NULL, quote TEXT NOT NULL,
        note TEXT NOT NULL, added TEXT NOT NULL
    ) STRICT;
    CREATE INDEX clippings_by_folder ON clippings (owner, folder);
    """,
    """
    -- 1: its reader keeps it at the head of the list.
    ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- The search that a collection follows, as who follows it writes it; `seen` is the last article looked at for it.
    ALTER TABLE collections ADD COLUMN search TEXT;
    ALTER TABLE collections ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- What each reader thinks of an answer; `reader` is empty where they can't be told apart.
    CREATE TABLE ratings (
        turn INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE, reader TEXT NOT NULL, rating TEXT NOT NULL,
        reason TEXT NOT NULL, PRIMARY KEY (turn, reader)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO ratings SELECT t.key, c.owner, t.rating, t.reason FROM turns t
        JOIN conversations c ON c.id = t.conversation WHERE t.rating IS NOT NULL;
    ALTER TABLE turns DROP COLUMN rating;
    ALTER TABLE turns DROP COLUMN reason;
    """,
    """
    -- Uploaded files as they came, by the document that they are; their bytes by digest, a part a row.
    CREATE TABLE originals (
        document TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX originals_by_digest ON originals (digest);
    CREATE TABLE original_parts (
        digest TEXT NOT NULL, part INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (digest, part)
    ) STRICT;
    """,
)


def migrate(connection: sqlite3.Connection, folder: Path) -> None:
    """Bring the open catalogue to the newest schema, each step in a transaction of its own.

    Raises: LibraryError when the file was written by a newer version of the program.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise LibraryError(
            f"The library in {folder} was written by a newer version of hoibao (schema {version}, "
            f"this one knows {len(MIGRATIONS)}). Upgrade: pip install --upgrade hoibao",
            folder,
            "newer",
        )
    for number in range(version, len(MIGRATIONS)):
        # Asked again under the write lock: another process may have migrated in the meantime.
        script = f"BEGIN IMMEDIATE;\n{MIGRATIONS[number]}\nPRAGMA user_version = {number + 1};\nCOMMIT;"
        try:
            connection.executescript(script)
        except sqlite3.OperationalError:
            connection.rollback()
            if connection.execute("PRAGMA user_version").fetchone()[0] <= number:
                raise
