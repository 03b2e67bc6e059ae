"""From bytes to text: which format a file is in, and its one :class:`RawText` whatever the format."""

from __future__ import annotations

from policygraph.ingest.formats import limits, registry
from policygraph.ingest.formats.raw import RawText
from policygraph.ingest.formats.registry import ARCHIVE, Format
from policygraph.ingest.formats.signature import Signature
from policygraph.model.errors import PolicyGraphError
from policygraph.model.own import hooks


def recognise(data: bytes, name: str) -> Format | None:
    """The format of a file called `name`: by its bytes, and by its suffix only where these do not tell.

    None where neither tells. Raises PolicyGraphError for what is encrypted, damaged, or not what its suffix says.
    """
    file = Signature(data, name)
    for each in (*registry.FORMATS, *registry.NOT_READ, *registry.of_extensions(), ARCHIVE):
        if each.sign is not None and (_signed(each, file) if each in registry.of_extensions() else each.sign(file)):
            return each
    named = registry.by_suffix(file.suffix)
    if named is None or named.sign is None or named.suffix_is_enough:
        return named
    if file.is_blank:
        raise PolicyGraphError("文件是空的；请检查是否下载或保存成功")
    if file.is_text:  # text that was renamed
        return registry.by_suffix(".txt")
    raise PolicyGraphError(f"内容不是 {file.suffix} 格式，或文件已损坏；请打开看看，再另存一份")


def read_bytes(data: bytes, name: str) -> RawText:
    """The text of a file called `name`. Raises PolicyGraphError that says what is wrong; the caller names the file."""
    limits.check_size(len(data))
    found = recognise(data, name)
    if found is ARCHIVE:
        if Signature(b"", name).suffix not in ARCHIVE.suffixes:
            raise PolicyGraphError("这是压缩包，后缀却不是 .zip；请把后缀改成 .zip，或解开后再读")
        raise PolicyGraphError("压缩包里没有能读的文件；请解开看看，或请发来的人重新打包")
    if found is None or not found.reader:
        raise PolicyGraphError(f"还不支持 {_called(found, name)} 的文件；能读 {'、'.join(registry.suffixes())}")
    raw = _of_extension(found, data) if found in registry.of_extensions() else found.load()(data)
    limits.check_text(raw.text)
    return raw


def _signed(each: Format, file: Signature) -> bool:
    """Whether a file is of an extension's format; an extension that fails costs itself."""
    try:
        return each.sign is not None and bool(each.sign(file))
    except Exception as error:  # a stranger's
        hooks.failed(hooks.FORMATS, each.name, error)
        return False


def _of_extension(found: Format, data: bytes) -> RawText:
    """Raises PolicyGraphError whatever goes wrong there."""
    try:
        raw = found.load()(data)
        if not isinstance(raw, RawText):
            raise TypeError(f"RawText expected, not {type(raw).__name__}")
        return raw
    except PolicyGraphError:
        raise
    except Exception as error:
        hooks.failed(hooks.FORMATS, found.name, error)
        raise PolicyGraphError(f"扩展的格式“{found.name}”没有读成（{error}）；请告诉扩展的作者") from error


def _called(found: Format | None, name: str) -> str:
    """The suffix that a file which is not read has, or should have."""
    suffix = Signature(b"", name).suffix
    return (suffix if found is None or suffix in found.suffixes else found.suffixes[0]) or "没有后缀"
