"""Writes the workbook: blank, filled from a report, marked for the agency, or refilled.

Takes a Report, or a workbook's bytes with its findings; gives the bytes of a workbook. Other rooms import
`workbook` (blank_report, blank_workbook, fill_workbook), `returned_copy` (imports openpyxl, so only inside a
function) and `refilled`.
"""
