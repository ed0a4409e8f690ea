"""Excel workbooks: their layout (`layout`), writing (`write`), reading (`read`), the roster (`roster`).

Takes a Report and gives the bytes of a workbook; takes bytes in any format and gives a Report with findings.
Other rooms import from these four: each says in its own text which modules.
"""
