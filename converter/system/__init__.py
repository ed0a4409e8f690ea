"""What any program needs of a system: files, names of files, texts, zip and XML, errors. Knows no form."""
