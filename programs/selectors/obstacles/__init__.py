"""What the pages of obstacles read."""
