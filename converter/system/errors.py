"""What the package raises: wrong use of a function or a verb, never a bad file or a bad cell.

    ConverterError
    ├── SettingsError    a folder, option or setting that cannot be used
    ├── TemplateError    a Word template that cannot be used
    ├── OutputError      a result that cannot be written
    └── ClusterError     other machines that shared the work and are gone before its end

Bad files and cells are `Finding`s in the result.
"""


class ConverterError(Exception):
    """Base of all errors of this package; its text is one Chinese sentence a person can act on."""


class SettingsError(ConverterError):
    """A folder, option or setting that cannot be used."""


class TemplateError(ConverterError):
    """A Word template that cannot be used."""


class OutputError(ConverterError):
    """A result that cannot be written."""


class ClusterError(ConverterError):
    """Other machines that shared the work and are gone before its end."""
