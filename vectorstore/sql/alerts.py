"""Alerts kept in the catalogue."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from vectorstore.alerts import MOST_ALERTS, Alert, AlertHit, AlertKind, Alerts, NewHit, words_of
from vectorstore.sql.database import Database

_ALERT = "SELECT id, kind, words, owner, mail, created, mailed, checked FROM alerts"


class SqlAlerts(Alerts):
    """The tables `alerts` and `alert_hits`. Raises as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, *, owner: str | None = None) -> list[Alert]:
        """Those of an owner, or of all, the oldest first."""
        where, values = ("", ()) if owner is None else (" WHERE owner = ?", (owner,))
        return [Alert(*row) for row in self._database.rows(f"{_ALERT}{where} ORDER BY created, id", *values)]

    def get(self, alert_id: str) -> Alert | None:
        """One of them, whoever follows it."""
        rows = self._database.rows(f"{_ALERT} WHERE id = ?", alert_id)
        return Alert(*rows[0]) if rows else None

    def follow(self, kind: AlertKind, words: str, *, owner: str = "", mail: str = "") -> Alert | None:
        """Tell of what comes in from now on; the same as before where it is followed already, with this `mail`.

        None where there are no words, or MOST_ALERTS of this owner's already.
        """
        line = words_of(words)
        with self._database.transaction() as transaction:
            same = transaction.rows(f"{_ALERT} WHERE owner = ? AND kind = ? AND words = ?", owner, kind, line)
            if same:
                transaction.run("UPDATE alerts SET mail = ? WHERE id = ?", mail or same[0][4], same[0][0])
                return Alert(*transaction.rows(f"{_ALERT} WHERE id = ?", same[0][0])[0])
            ((count,),) = transaction.rows("SELECT count(*) FROM alerts WHERE owner = ?", owner)
            if not line or count >= MOST_ALERTS:
                return None
            now = _now()
            ((last,),) = transaction.rows("SELECT coalesce(max(key), 0) FROM articles")
            made = Alert(secrets.token_hex(16), kind, line, owner, mail, now, now, last)
            values = (made.id, kind, line, owner, mail, now, now, last)
            columns = "id, kind, words, owner, mail, created, mailed, checked"
            transaction.run(f"INSERT INTO alerts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *values)
            return made

    def unfollow(self, alert_id: str, *, owner: str | None = None) -> bool:
        """Forget it with what was found; whether there was one. `owner`: only if it is theirs."""
        where, values = ("", ()) if owner is None else (" AND owner = ?", (owner,))
        with self._database.transaction() as transaction:
            return transaction.run(f"DELETE FROM alerts WHERE id = ?{where}", alert_id, *values) > 0

    def record(self, alert_id: str, checked: int, hits: Sequence[NewHit]) -> None:
        """Keep what was found among the articles up to `checked`; what is known or gone already is passed over.

        It counts as found after what has been written of, also where the clock has been put back since.
        """
        query = (
            "INSERT INTO alert_hits (alert, article, start, quote, found) "
            "SELECT n.id, a.key, ?, ?, ? FROM alerts n, articles a WHERE n.id = ? AND a.id = ? ON CONFLICT DO NOTHING"
        )
        with self._database.transaction() as transaction:
            written = transaction.rows("SELECT mailed FROM alerts WHERE id = ?", alert_id) if hits else []
            found = max([_now(), *(_after(row[0]) for row in written)])
            for hit in hits:
                transaction.run(query, hit.start, hit.quote.replace("\0", "\ufffd"), found, alert_id, hit.article_id)
            transaction.run("UPDATE alerts SET checked = ? WHERE id = ? AND checked < ?", checked, alert_id, checked)

    def hits(self, alert_id: str, *, since: str = "", limit: int = 50) -> list[AlertHit]:
        """What was found after `since` (ISO in UTC), the last found first; articles that are gone are left out."""
        rows = self._database.rows(
            "SELECT a.id, a.title, a.published, a.outlet, a.url, h.start, h.quote, h.found FROM alert_hits h "
            "JOIN articles a ON a.key = h.article WHERE h.alert = ? AND h.found > ? "
            "ORDER BY h.found DESC, a.key DESC LIMIT ?",
            alert_id,
            since,
            limit,
        )
        return [AlertHit(*row) for row in rows]

    def told_by_mail(self, alert_id: str, at: str) -> None:
        """What was found up to `at` (ISO in UTC) has been written to its reader."""
        with self._database.transaction() as transaction:
            transaction.run("UPDATE alerts SET mailed = ? WHERE id = ?", at, alert_id)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _after(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(microseconds=1)).isoformat(timespec="microseconds")
