"""The workbook written: values, formulas, validations, marked copies."""
