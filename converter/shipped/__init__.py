"""The files shipped with the package: blank workbook, samples, Word templates.

`resources` takes a folder or a category and gives its path; `office_templates` gives the templates of a
conversion, the office's own or the shipped ones; other rooms import these two. `build` writes the files from
the form (`python -m converter.shipped.build`); only tests import it.
"""
