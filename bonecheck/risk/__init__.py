"""Chances of a break, and what the answers say about causes and warning signs; nothing on what to do."""
