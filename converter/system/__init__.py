"""What any program needs of a system; knows nothing of forms and imports no other room.

errors: what the package raises. files: whole-file writing. zips: archives. fast_xml: markup without a parser.
naming: safe file names. texts: clean texts. versions: installed packages, light enough for the start.
"""
