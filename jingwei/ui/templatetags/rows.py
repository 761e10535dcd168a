"""`{% table_rows columns rows %}`: the rows of a list."""

from django import template

from jingwei.ui.rows import table_rows

register = template.Library()
register.simple_tag(table_rows)
