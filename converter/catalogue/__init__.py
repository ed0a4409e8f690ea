"""One record per finding code: what must hold, why, the messages where it does not, two examples.

In: code, variant and the facts of a finding. Out: its severity and its Chinese sentence. The only place with
Chinese prose about mistakes. Others import `messages` (finding, describe), `records` (RECORDS, MESSAGES),
`record` (the types), `words` (states and severities in words; loads no record), and limits of the families.
"""
