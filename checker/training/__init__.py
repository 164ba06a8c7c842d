"""corpora/ -> models/, and the evaluation that says how good they are."""
