"""What is shipped with the program: the blank workbook, the samples, the Word templates."""
