"""Assessments -> what people and programs read."""
