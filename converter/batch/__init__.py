"""One folder, end to end: workbooks in, checked documents out."""
