"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from koryo_geo.errors import OutputError


def write_atomically(files: dict[Path, bytes]) -> None:
    """Write files beside their places first, then move them in: a build that is cut off leaves the old ones whole.

    Raises
    ------
    OutputError
        If a folder cannot be made or written.
    """
    aside: list[tuple[str, Path]] = []
    try:
        for target, data in files.items():
            if target.is_dir():
                raise OutputError(f"cannot write {target}: a folder is there. Move it, or choose another folder (--out).")
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".koryo-", suffix=".part")
            aside.append((name, target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
        for name, target in aside:
            Path(name).replace(target)
    except OSError as error:
        raise OutputError(
            f"cannot write {error.filename or 'the output'}: {error.strerror}. Choose a folder that you may write to (--out)."
        ) from error
    finally:
        for name, _ in aside:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
