"""Every sentence that is shown or printed."""
