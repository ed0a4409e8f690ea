"""The local page: a year's folder in the browser, for people without a command line.

In: a folder. Out: pages for one browser on this machine, and the files that the commands write. State is the
folder; the page reads it anew and changes it only by the functions that the commands call. Others import
`server.serve`.

    server         one server per folder: port, address, start and end
    security       who may ask for what: host, token, origin, sizes, headers
    app            the routes; site: what the screens share while the server runs
    state          the folder read: agencies, problems, versions, log
    comparison     a figure by year and agency, two reports beside each other
    reading        files as they were last read, and what a run hands over
    urging         texts that go to agencies beside files
    unit_view      one agency's form as a table with its problems
    jobs           long work in a process of its own (worker), its progress
    uploads        files received into 收件
    rendering      templates (templates/, static/) and what stands in every frame
    screens/       one module a screen: its routes and what its template shows
"""
