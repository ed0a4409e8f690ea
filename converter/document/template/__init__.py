"""The shipped Word template: `build_word_template` (build) makes its bytes from the form.

In: a `Form`, one of its variants, a set of typefaces (`typefaces.PROFILES`). Out: a .docx with docxtpl tags,
the same bytes for the same form. `ooxml` makes its WordprocessingML elements.
"""
