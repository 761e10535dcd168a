"""Import 导入: bring in organisations, branches, people and appointments from the sheets an office already has."""
