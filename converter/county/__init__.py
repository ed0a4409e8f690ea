"""What only all agencies of a county together can show: who reported, sums, copies, names of others.

In: outcomes (each an agency's report with its findings), the roster, the office's settings. Out: a `County`:
the outcomes with more findings, in the order of the roster, and the agencies that did not report.

Others import `check` (check_county, which runs all of it). agencies: who reported (G-01, G-10 to G-12).
resubmissions: several workbooks of one agency (G-01); decided: what the office chose among them. unreadable:
whose a file is that cannot be read. own_report, hints: the county's own report against the
sum of the others (G-02 to G-06). copied: copied texts (G-08), by likeness (texts that are alike) and
occurrences (what occurs in which texts). other_names: names of other agencies in a text (G-09).
"""
