"""Reads published reports (Word, web page, PDF with text) back into Reports.

Takes the bytes of a file; gives a Reading and the filled workbook for correction. Others import `reader`
(read_published).

    page       what every kind of document is read into: paragraphs and tables
    html_page, mht_page, docx_page, pdf_page   the kinds
    isolated   the same in a process of its own; what runs there: reading_process
    figures    tables to figures, with what is doubtful (the grid room does the reading)
    texts      paragraphs by section and narrative
    opening    agency, year, contacts
    reader     all of it together
    original   a file beside what was read of it: where on its page each figure stands
"""
