"""One page to take to the doctor: what stands on it, and the PDF or web page that is made of it."""
