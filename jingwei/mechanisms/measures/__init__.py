"""Measures (度量): what the records say about an organisation, under 力度 深度 广度 效度."""
