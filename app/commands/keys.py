"""`hoibao keys`: who may use the HTTP API."""

from argparse import Namespace

from app.commands.library import DONE, print_json, tell
from app.errors import UsageError
from app.keys import ApiKey, KeyFile
from app.messages import say
from app.screen import harmless
from app.settings import Settings


def keys(arguments: Namespace, settings: Settings) -> int:
    """Makes, lists or revokes keys. Raises: KeysError, UsageError."""
    kept, language, subject = KeyFile(settings.keys_file), settings.language, arguments.subject.strip()
    if arguments.doing == "list":
        _list(kept, language, as_json=arguments.json)
    elif arguments.doing == "add":
        if not subject:
            raise UsageError(say("key_unnamed", language))
        record, key = kept.add(subject, arguments.scopes)
        if arguments.json:
            print_json({**_document(record), "key": key})
        else:
            shown = {"id": record.id, "name": record.name, "scopes": ", ".join(record.scopes)}
            tell(say("key_added", language, **shown))
            print(key)
    else:
        if not subject:
            raise UsageError(say("key_which", language))
        if not kept.revoke(subject):
            raise UsageError(say("key_missing", language, id=subject, option=settings.option))
        if arguments.json:
            print_json({"revoked": subject})
        else:
            tell(say("key_revoked", language, id=subject))
    return DONE


def _list(kept: KeyFile, language: str, *, as_json: bool) -> None:
    listed = kept.listed()
    if as_json:
        print_json([_document(key) for key in listed])
        return
    for key in listed:
        print(f"{key.id}\t{harmless(key.name)}\t{','.join(key.scopes)}\t{key.created}")
    if not listed:
        tell(say("keys_none", language))


def _document(key: ApiKey) -> dict[str, object]:
    """All but the digest, which helps nobody."""
    return {"id": key.id, "name": key.name, "scopes": list(key.scopes), "created": key.created}
