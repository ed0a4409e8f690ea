"""A filled form and what may be said of it. Takes figures and texts, gives `Report` and `Finding` values.

report: Report, Figure, Entry, Place. finding: Finding, Severity. sums: the form's arithmetic. compact: small
reports. roster, matching: who has to report, and which agency a report is of. earlier: last year's reports.
"""
