"""A portable folder for Windows, and a folder of wheels, from packages of the registry.

In: the checkout and lock files. Out: folders.

    pins          lock files: a package, its version, its hash; fetched into a cache
    resolving     lock files written anew
    product       the wheel of this checkout
    bytecode      compiled modules that need no source and no time stamp
    runtime       Python itself: from the official embeddable zip, or from its parts
    starters      python.exe, pythonw.exe and python3.dll, where the official ones are not at hand
    pe            what programs and libraries of Windows need and export
    compiling     compilers for Windows
    application   the product and its libraries, less what is never imported
    buttons       what one clicks on: .exe and .bat
    licences      the licence of every part
    archive       zips that are the same whenever the same goes in
    folder        all of it in one folder, and its zip
    wheelhouse    wheels for computers that have Python
    trying        each package installed from nothing, and the sample county converted with it
"""
