"""Events: sentence -> draft -> Report, reports of all articles -> Event."""
