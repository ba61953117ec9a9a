"""Files: asked for, uploaded, shared, downloaded."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from bot.local.workspace.ids import Ids
from bot.local.workspace.wire import Json, RefusedError

PREVIEW_LINES = 5
_PREVIEW_CHARS = 2_000
_KINDS = {"log": "text", "": "binary", "txt": "text", "py": "python", "js": "javascript"}


@dataclass(frozen=True)
class File:
    """An upload: `content` is None until the bytes came, `done` once it was completed."""

    id: str
    token: str
    name: str
    owner: str
    created: int
    title: str = ""
    content: bytes | None = None
    done: bool = False
    channels: tuple[str, ...] = field(default=())

    @property
    def mimetype(self) -> str:
        """Guessed from the name; logs and the like are text."""
        guessed = mimetypes.guess_type(self.name)[0]
        return guessed or ("text/plain" if self.is_text else "application/octet-stream")

    @property
    def is_text(self) -> bool:
        """Whether it can be shown as text."""
        guessed = mimetypes.guess_type(self.name)[0]
        if guessed:
            return guessed.startswith("text/")
        return self.content is not None and b"\0" not in self.content[:4096]


class Files:
    """The files of the workspace by id."""

    def __init__(self, ids: Ids, clock: Callable[[], float]) -> None:
        self._ids, self._clock = ids, clock
        self._files: dict[str, File] = {}

    def expect(self, name: str, owner: str) -> File:
        """A place for an upload, with the token of its upload address."""
        made = File(
            self._ids.new("F"), secrets.token_urlsafe(18), name, owner, int(self._clock()), name
        )
        return self._put(made)

    def receive(self, token: str, content: bytes) -> File:
        """Keeps the bytes that came to an upload address; not_found for a wrong one."""
        for file in self._files.values():
            if secrets.compare_digest(file.token.encode(), token.encode()) and not file.done:
                return self._put(replace(file, content=content))
        raise RefusedError("not_found")

    def complete(self, file_id: str, title: str, channels: tuple[str, ...]) -> File:
        """Finishes an upload; file_not_found where no bytes came."""
        file = self._files.get(file_id)
        if file is None or file.content is None or file.done:
            raise RefusedError("file_not_found")
        return self._put(
            replace(file, title=title or file.name, done=True, channels=tuple(channels))
        )

    def need(self, file_id: str) -> File:
        """The finished file; file_not_found otherwise."""
        file = self._files.get(file_id)
        if file is None or not file.done:
            raise RefusedError("file_not_found")
        return file

    def all(self) -> list[File]:
        """Every finished file, newest first."""
        return [file for file in reversed(self._files.values()) if file.done]

    def remove(self, file_id: str) -> None:
        """Forgets the file; file_not_found where there is none."""
        self.need(file_id)
        del self._files[file_id]

    def _put(self, file: File) -> File:
        self._files[file.id] = file
        return file


def as_json(file: File, base_url: str, team_id: str) -> Json:
    """Slack's file object (docs: file object)."""
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    name = quote(file.name, safe="")
    path = f"{base_url}/files-pri/{team_id}-{file.id}"
    body: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": _KINDS.get(ending, ending),
        "pretty_type": "Plain Text" if file.is_text else ending.upper() or "Binary",
        "user": file.owner,
        "user_team": team_id,
        "editable": False,
        "size": len(file.content or b""),
        "mode": "snippet" if file.is_text else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{path}/{name}",
        "url_private_download": f"{path}/download/{name}",
        "permalink": f"{base_url}/files/{file.owner}/{file.id}/{name}",
        "channels": list(file.channels),
        "groups": [],
        "ims": [],
        "has_rich_preview": False,
        "file_access": "visible",
        "comments_count": 0,
    }
    return {**body, **_preview(file)} if file.is_text else body


def _preview(file: File) -> Json:
    text = (file.content or b"").decode("utf-8", "replace")
    lines = text.splitlines()
    shown = "\n".join(lines[:PREVIEW_LINES])[:_PREVIEW_CHARS]
    more = max(0, len(lines) - PREVIEW_LINES)
    truncated = more > 0 or len(shown) == _PREVIEW_CHARS
    return {
        "preview": shown,
        "lines": len(lines),
        "lines_more": more,
        "preview_is_truncated": truncated,
    }
