"""One page to take to the doctor: what stands on it, and the PDF that is made of it."""
