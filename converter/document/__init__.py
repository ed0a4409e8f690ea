"""Word documents: Report ⇄ .docx. Templates are built, checked, rendered; documents read back and compared.

In: a Report, the Form and a Word template. Out: the bytes of a document, and findings (T-…, P-…).

    template/      the shipped template, built from the form
    checking/      an office's template checked before use
    template_names the names that a template may use, with their values for a report
    render/        template and names to a document
    protection     what a protected template does to its reports (T-13)
    openings       what one template for all reports does not say of some (T-15)
    render_path    whether a template is rendered compiled or by docxtpl (T-12)
    template_cache verified and compiled templates, kept between runs
    expected       what a document must print
    readback/      a document's paragraphs and tables
    proof/         the two compared (`prove`, P-…)

`expected`, `readback` and `proof` share no code with the others. Other rooms import the packages
and modules above, of `template` its modules `build` and `typefaces`.
"""
