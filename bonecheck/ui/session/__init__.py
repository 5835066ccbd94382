"""What one visit keeps: answers, place, levers, and what the browser holds. The only room that touches the session state."""
