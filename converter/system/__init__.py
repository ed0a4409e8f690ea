"""What any program needs of a system; knows nothing of forms and imports no other room.

In: paths, bytes, typed texts. Out: files, archives, clean texts and names. All modules are for others to
import:

    errors         the exceptions of the package
    files          files written whole or not at all
    locks          one run at a time in a folder
    isolated       files read by another process, within limits; what runs there: isolated_process
    scratch        temporary files, and those that dead processes left
    zips           zip archives written and unpacked
    fast_xml       XML markup read without a parser
    naming         safe file names
    texts          typed text cleaned
    telephones     telephone numbers in a text
    websites       addresses of websites in a text
    versions       the program's version and those of installed packages; light enough for the start
"""
