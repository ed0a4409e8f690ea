"""Workbooks read: any format, by content, within limits."""
