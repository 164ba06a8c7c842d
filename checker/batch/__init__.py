"""Many materials: each judged in a worker that may die without losing another; one engine a module."""
