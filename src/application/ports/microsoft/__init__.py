"""Microsoft Partner Center in our words: what can be bought, for whom, and what was bought."""
