"""What is compared beside the figures of the form, by name; without pandas, for who only lists it."""

PER_HUNDRED = "每百件申请的复议诉讼（件）"
