"""The tidy table as data.parquet, for other tools. Imports fastparquet, which is optional."""

from __future__ import annotations

import io
from importlib.util import find_spec

from converter.compare.table import VALUE, Table


def is_possible() -> bool:
    """Whether what writes it is installed."""
    return find_spec("fastparquet") is not None


def parquet_bytes(table: Table) -> bytes:
    """A tidy table as a Parquet file. 数值 is a double, of 15 digits as in a spreadsheet."""
    import fastparquet

    buffer = _Kept()
    plain = table.assign(**{VALUE: table[VALUE].astype(float)})
    fastparquet.write(
        "data.parquet",
        plain,
        open_with=lambda name, mode: buffer,
        write_index=False,
        compression="GZIP",
        object_encoding="utf8",
    )
    return buffer.getvalue()


class _Kept(io.BytesIO):
    """Bytes that are still there when their writer closes the file."""

    def close(self) -> None:
        pass
