"""What one visit keeps: answers, place, levers, language. The only room that touches the session state; draws nothing."""
