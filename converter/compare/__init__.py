"""Compares: two hand-ins or two years of one agency, and many agencies over many years.

Takes files and folders of workbooks, result.json and published reports; gives changes as values, a page, a
workbook and data. Others import:

    reading  YearReport; year_reports: the reports in files and folders
    pair     PairChanges; compare_pair: what changed from one report to another
    page     pair_page: the same as HTML, sentences side by side
    rates    names of what is compared beside figures
    table    many reports as one table, what follows from it, who is first, and what is out of line
    parquet  that table for other tools, where fastparquet is installed
    book     pair_book, years_book: the same as .xlsx
"""
