"""The alert editor of the alerts panel, and the sound of an alert."""
