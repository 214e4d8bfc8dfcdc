"""What `training.rendered_text` draws with: grounds, letters and lines."""
