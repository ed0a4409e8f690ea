"""地方要求: what a county adds to an edition of the form, without programming.

In: the tables of a TOML file. Out: a `Form` that is the edition with these additions, or a sentence for
each mistake. `reading` makes records of the tables, `deriving` a form of the records, `default` the
commented file. Others import the names below.
"""

from converter.form.local.default import default_local
from converter.form.local.deriving import canonical, localised
from converter.form.local.file import parse_local, read_local
from converter.form.local.records import LocalError

__all__ = [
    "LocalError",
    "canonical",
    "default_local",
    "localised",
    "parse_local",
    "read_local",
]
