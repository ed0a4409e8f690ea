"""What stands where in the workbook, computed from the form; written and read by it alike."""
