"""The demo university: invented people, two years of plausible life, told through the bulk doors."""
