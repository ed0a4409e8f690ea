"""A filled form and what is said of it: figures, findings, sums, agencies. Knows no file and no workbook."""
