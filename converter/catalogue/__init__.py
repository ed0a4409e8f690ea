"""One record per finding code: what must hold, why, the messages where it does not, two examples.

In: code, variant and the facts of a finding. Out: its severity and its Chinese sentence. The only place
with Chinese prose about mistakes. One module per family of codes: A is `filled_figures` (A-02 to A-06) and
`filled_sheets` (the rest), B `arithmetic`, C `claims`, D `wording` and `opening`, F `files` and `made_for`,
G `county`, O `outputs`, P `proof`, R `roster`, T `word_template` (file and tags) and `printed_template`
(what is printed), X `years`.

Others import `messages` (finding, describe), `records` (records, MESSAGES, CODES), `model` (the types),
`words` (statuses and severities in words; loads no record), `proof` (MISMATCH_CODES), and from the other
families their limits (FEE, SHORTEST, ALIKE and the like).
"""
