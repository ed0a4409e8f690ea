"""A filled form and what may be found in it, as values.

In: figures and texts, as a reader of `workbook` found them. Out: `Report` and `Finding`, and the agency that
a report is of. Others import from every module:

report    Report, Figure, Entry, Paragraph, Place, Reason, Value; plain and list_values: values as text
finding   Finding, Severity, Reading; worst
sums      the arithmetic of the form: add, distance, recompute_totals, sum_of
roster    Roster, RosterEntry: who has to report
unnamed   unnamed, agency_key: texts that stand for a name and are none
matching  match, Match: which of them a report is of
earlier   LastYear, LastReport, EarlierReport: reports of earlier years
compact   compact_report, values_of: small reports for thousands of them
"""
