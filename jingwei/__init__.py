"""Jingwei 经纬 weaves Party-building work and professional work of a university into one cloth."""

__version__ = "0.1.0"
