"""What happens when a person acts: controllers connect the signals of pages to the clinic and to files."""
