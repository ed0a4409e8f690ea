"""Writes the workbook: blank, filled from a report, or refilled for an agency whose file cannot be marked.

Takes a Report; gives the bytes of a workbook. Other rooms import `workbook` (blank_report, blank_workbook,
fill_workbook) and `refilled`.
"""
