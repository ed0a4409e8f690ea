"""The workbook written: blank, filled from a report, marked for the agency, or refilled.

Takes a Report, or a workbook's bytes with its findings; gives the bytes of a workbook. Other rooms import
`template` (blank_workbook, fill_workbook), `returned_copy` (openpyxl, imported lazily) and `refilled`.
"""
