"""How jobs run: the queue that they wait in, the work itself, the row's upkeep, and the reaper of what was left behind."""
