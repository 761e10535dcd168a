"""The matter (融合事项): one piece of work with a Party strand and a professional strand, in four stages."""
