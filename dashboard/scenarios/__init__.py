"""What if the school were arranged differently: pure models on data frames, with no store and no page."""
