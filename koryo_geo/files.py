"""Files and folders that are written whole or not at all.

A new folder is written beside the old one, with hard links to the other files in it, and then the two are swapped. Linux and macOS
swap two folders in one step, so that at any moment, even after a kill, the old folder or the new one is there. Where the system
cannot (Windows, some network drives), the old folder is moved out and the new one in: after a kill between the two moves the folder
is missing until the next build puts it back.

Some folders cannot be swapped: the root of a disk, the working directory, one that holds thousands of other files, one on a drive
without hard links. They get their files one by one. A kill during the few milliseconds of moving then leaves the folder without its
last file, the report, and the next build first undoes the moves. An error, unlike a kill, is undone at once.
"""

from __future__ import annotations

import ctypes
import errno
import itertools
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from koryo_geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

#: A folder with more other files than this is not swapped.
MOST_OTHERS = 2000

#: Prefix of the names of unfinished files and folders.
MARK = ".koryo-"

_CHOOSE = "Choose a folder that you may write to (--out)."
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_HERE = -100  # AT_FDCWD of Linux


def write_atomically(path: Path, data: bytes) -> None:
    """Write one file under another name beside its place, then move it there.

    Raises
    ------
    OutputError
        If it cannot be written; an older file is then left as it was.
    """
    with _explained(path, len(data)):
        _refuse(path.parent, ())
        if path.is_dir():
            raise OutputError(f"cannot write {path}: a folder is there. Move it, or choose another name.")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=MARK, suffix=".part")
        try:
            _write(handle, data)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes], *, former: Collection[str] = ()) -> None:
    """Write files into a folder, all of them or none; see the module for what a kill can do.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it is not there; its parent must be.
    files : mapping of str to bytes
        By name; the last one is moved in last.
    former : collection of str
        Names that leave the folder: files of an earlier build. All other files stay as they are.

    Raises
    ------
    OutputError
        If a file cannot be written: the folder is then as it was.
    """
    with _explained(folder, sum(map(len, files.values()))):
        _refuse(folder.parent, ())
        _refuse(folder, files)
        place = folder.resolve()
        _clear(place)
        gone = {*former, *files}
        if not (_may_swap(place, gone) and _swapped_in(place, files, gone)):
            _move_in(place, files, former)


@contextmanager
def _explained(target: Path, size: int) -> Iterator[None]:
    """Turn an error of the system into one that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            said = f"the disk is full: {size:,} bytes are to be written. Make room, or choose a folder on another disk (--out)."
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            said = f"it is read-only for you ({error.strerror}). {_CHOOSE}"
        else:
            said = f"{error.strerror or error}. {_CHOOSE}"
        raise OutputError(f"cannot write {target}: {said}") from error


def _refuse(folder: Path, names: Collection[str]) -> None:
    """Refuse a target that could be written only in part, before anything is written."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"cannot write {folder}: a file of that name is there. Move it. {_CHOOSE}")
    if not names and not folder.exists():
        raise OutputError(f"cannot write into {folder}: no such folder. Make it first, or look for a slip in its name. {_CHOOSE}")
    if folder.exists() and names and not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write {folder}: it is read-only for you. {_CHOOSE}")
    for name in names:
        if Path(name).name != name:
            raise OutputError(f"cannot write {name!r}: a file of a build has a plain name, without folders.")
        if (folder / name).is_dir():
            raise OutputError(f"cannot write {folder / name}: a folder is there. Move it, or choose another folder (--out).")


def _write(handle: int, data: bytes) -> None:
    """Write a file and flush it to the disk."""
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o644)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into an empty folder."""
    for name, data in files.items():
        _write(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)), data)
    _sync(folder)


def _sync(folder: Path) -> None:
    """Flush the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _may_swap(folder: Path, ours: Collection[str]) -> bool:
    """Whether a folder can be swapped with another one beside it."""
    if not os.access(folder.parent, os.W_OK | os.X_OK):
        return False
    if not folder.exists():
        return True
    if folder.is_mount() or Path.cwd().is_relative_to(folder):
        return False
    others = (path for path in folder.rglob("*") if path.parent != folder or path.name not in ours)
    return sum(1 for _ in itertools.islice(others, MOST_OTHERS + 1)) <= MOST_OTHERS


def _prefix_of(folder: Path) -> str:
    """Prefix of the names of unfinished folders beside a folder."""
    return f".{folder.name}{MARK}"


def _swapped_in(folder: Path, files: Mapping[str, bytes], gone: Collection[str]) -> bool:
    """Write a new folder beside the old one and swap the two; False where that is not possible."""
    staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_prefix_of(folder), suffix=".part"))
    whole = staged.with_suffix(".whole")
    try:
        _write_all(staged, files)
        if not folder.exists():
            staged.chmod(0o777 & ~_umask())
        elif not _linked(folder, staged, gone):
            return False
        # From here on the folder beside is whole: the new one, and then the old.
        staged.rename(whole)
        if not _swapped(whole, folder):
            return False
        _sync(folder.parent)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if folder.exists():
            _discard(whole, folder)
    return True


def _umask() -> int:
    """The permissions that new folders do not get."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _linked(folder: Path, staged: Path, gone: Collection[str]) -> bool:
    """Hard-link the other files of a folder into the staged one, and copy its permissions; False where links are not possible."""
    try:
        shutil.copytree(
            folder,
            staged,
            symlinks=True,
            ignore=lambda path, names: [name for name in names if path == str(folder) and name in gone],
            copy_function=os.link,
            dirs_exist_ok=True,
        )
    except OSError:
        return False
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(staged, folder.stat().st_uid, folder.stat().st_gid)
    return True


def _swapped(whole: Path, folder: Path) -> bool:
    """Swap a whole folder with the one in its place; False if the system does not let go of the old one."""
    if not folder.exists():
        whole.rename(folder)
        return True
    if _swapped_at_once(whole, folder):
        return True
    away = whole.with_suffix(".away")
    try:
        folder.rename(away)
    except OSError:
        return False
    try:
        whole.rename(folder)
    except OSError:
        away.rename(folder)
        return False
    away.rename(whole)
    return True


def _swapped_at_once(one: Path, other: Path) -> bool:
    """Swap two folders in one system call; False where there is none."""
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if call := getattr(library, "renameat2", None):
        return bool(call(_HERE, paths[0], _HERE, paths[1], _SWAP) == 0)
    call = getattr(library, "renamex_np", None)
    return call is not None and bool(call(*paths, _SWAP) == 0)


def _discard(whole: Path, folder: Path) -> None:
    """Delete a folder that was replaced; files that no build wrote and the new folder lacks are moved there first."""
    if not whole.exists():
        return
    ours = _names_in(whole)
    for path in list(whole.iterdir()):
        if path.name not in ours and not os.path.lexists(folder / path.name):
            path.rename(folder / path.name)
    # Renamed, it counts as unfinished: after a kill the next build deletes it without looking inside.
    shutil.rmtree(whole.rename(whole.with_suffix(".part")), ignore_errors=True)


def _names_in(folder: Path) -> set[str]:
    """The files that a folder's ``build.json`` names, and ``build.json`` itself."""
    try:
        return {"build.json", *json.loads((folder / "build.json").read_text("utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {"build.json"}


def _clear(folder: Path) -> None:
    """Clean up after a killed build, and restore what it had moved."""
    for path in sorted(folder.parent.iterdir()):
        if not path.name.startswith(_prefix_of(folder)):
            continue
        if path.suffix == ".away" and not folder.exists():
            path.rename(folder)
        elif path.suffix == ".part" or not folder.exists():
            shutil.rmtree(path, ignore_errors=True)
        else:
            _discard(path, folder)
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        if path.name.startswith(MARK) and path.is_dir():
            _undo(path, folder)
        elif path.name.startswith(MARK) and path.suffix == ".part":
            path.unlink()


def _move_in(folder: Path, files: Mapping[str, bytes], former: Collection[str]) -> None:
    """Move files into a folder one by one, and back if one fails."""
    folder.mkdir(exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder, prefix=MARK))
    new, old, journal = staging / "new", staging / "old", staging / "names.json"
    new.mkdir()
    old.mkdir()
    last = list(files)[-1]
    try:
        _write_all(new, files)
        journal.write_text(json.dumps(list(files)), "utf-8")
        _sync(staging)
        # The last file (the report) vouches for the others: it is removed first and put back last.
        for name in {last: None, **dict.fromkeys(former)}:
            if (folder / name).exists():
                (folder / name).replace(old / name)
        for name in files:
            _keep(folder / name, old / name)
            (new / name).replace(folder / name)
        journal.unlink()
        _sync(folder)
    finally:
        _undo(staging, folder)


def _keep(path: Path, kept: Path) -> None:
    """Keep a file under a second name: as a hard link, or moved where there are no links."""
    if path.exists():
        try:
            kept.hardlink_to(path)
        except OSError:
            path.replace(kept)


def _undo(staging: Path, folder: Path) -> None:
    """Undo the moves unless all were made; then delete the staging folder."""
    names: list[str] = []
    with suppress(OSError, ValueError):
        names = json.loads((staging / "names.json").read_text("utf-8"))
    kept = {path.name: path for path in (staging / "old").iterdir()} if names else {}
    for name in names:
        if name not in kept and not (staging / "new" / name).exists():
            (folder / name).unlink(missing_ok=True)
    for name, path in kept.items():
        path.replace(folder / name)
    shutil.rmtree(staging, ignore_errors=True)
