"""The leaders' first screen and its slides: what joins indicators, capital, obstacles and tasks."""
