"""An article as a text file of one's own: a name that is safe anywhere, and never over another file."""

from __future__ import annotations

import os
from pathlib import Path

from reader.atomic import replace_file
from reader.corpus.article import Article
from reader.errors import ReaderError

_LONGEST = 40


def file_name(article: Article) -> str:
    """A name made of the title's letters and digits, which no shell and no disk takes for anything else."""
    words = "".join(char if char.isalnum() else " " for char in article.title.replace("’", "")).split()
    name = ""
    for word in words:
        if len(f"{name}-{word}".encode()) > _LONGEST:
            break
        name = f"{name}-{word}" if name else word
    return f"{name or article.id}.txt"


def save_page(article: Article, path: Path, *, over: bool = False) -> bool:
    """Write an article's text to a file; False, and nothing is written, when it exists and `over` is not set.

    Raises ReaderError.
    """
    content = f"{article.text}\n".encode("utf-8", "surrogatepass")
    try:
        if over:
            replace_file(path, content)
            return True
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        return False
    except OSError as error:
        raise ReaderError(f"{path}: cannot be written ({error.strerror})", "choose another folder") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ReaderError(f"{path}: cannot be written ({error.strerror})", "make room") from None
    return True
