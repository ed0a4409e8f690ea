"""The exceptions of the package: for wrong use of a function or a command, never for a bad file or cell.

    ConverterError
    ├── UsageError       a path, option, year or setting that cannot be used
    ├── TemplateError    a Word template that cannot be used
    ├── OutputError      a file that cannot be written
    └── ClusterError     other machines that were lost before the work was done

Bad files and cells are `Finding`s in the result.
"""


class ConverterError(Exception):
    """Base of all errors of this package; its text is one Chinese sentence a person can act on."""


class UsageError(ConverterError):
    """A path, option, year or setting that cannot be used: the user can give another."""


class TemplateError(ConverterError):
    """A Word template that cannot be used."""


class OutputError(ConverterError):
    """A file that cannot be written."""


class ClusterError(ConverterError):
    """Other machines that were lost before the work was done."""
