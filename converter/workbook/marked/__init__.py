"""Marks an agency's own workbook for return: its package is patched, and what it holds beyond stays as it is.

Takes the bytes of an .xlsx or .xlsm file and its findings; gives the bytes of the returned copy. Cells are
coloured by conditional formats with a formula of our own, so that their formats stay; comments have our
author; the first sheet is called 退回说明. Marking a copy again first removes the old marks, and the reader
ignores them. Parts that carry no mark are copied as they are packed. Other rooms import `copying`, with
ReturnSheetHead of `listing` and Unmarkable, AUTHOR and SIGNATURE of `marks`:

    marks       what is coloured, said and listed, by sheet
    package     the parts of a package, what they refer to and their kinds
    book        the list of sheets, names, and which sheet is shown
    sheets      one sheet: its colours, its selection, its link to the comments
    comments    comments and the boxes that they are shown in
    styles      the looks of marks and of 退回说明
    listing     退回说明
    reasons     open warnings on 情况说明
"""
