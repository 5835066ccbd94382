"""What a bone-density scan says about one person: scores, classes, the site that decides; nothing beyond the scan."""
