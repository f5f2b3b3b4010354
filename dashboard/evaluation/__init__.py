"""Self-evaluation: what the school knows of itself, and judgements that stand as long as their figures do."""
