"""Parts of the downloads panel: form, jobs, coverage calendar, stored bars, schedule."""
