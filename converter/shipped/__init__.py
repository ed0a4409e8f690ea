"""The files shipped with the package: blank workbook, samples, Word templates.

`resources` takes a folder or a category and gives its path; other rooms import it alone. `build` writes the
files from the form (`python -m converter.shipped.build`); only tests import it.
"""
