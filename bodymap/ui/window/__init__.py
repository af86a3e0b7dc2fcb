"""The frame around the pages: header, menus, and the way from page to page."""
