"""One module per published fracture-risk model."""
