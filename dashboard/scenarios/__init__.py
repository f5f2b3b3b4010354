"""What if the school were arranged differently: pure models, frames and dataclasses in and out."""
