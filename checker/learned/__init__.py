"""The linear models at work: features, scoring, explaining; no scikit-learn."""
