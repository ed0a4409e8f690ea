"""Whether this computer and a folder are fit for the work: tried on the spot, told in a clerk's words.

In: a folder. Out: lines with a verdict. No line holds a path, a name of a person or a computer, or anything
out of a file, so that they can be sent to who helps. Others import `examine`, `Line`, `Verdict` and
`report`.
"""

from converter.doctor.examination import examine, report
from converter.doctor.lines import Line, Verdict

__all__ = ["Line", "Verdict", "examine", "report"]
