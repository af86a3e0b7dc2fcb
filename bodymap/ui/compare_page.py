from PySide6.QtWidgets import QWidget


class ComparePage(QWidget):
    def __init__(self, look, back):
        super().__init__()

    def show_visits(self, *a):
        pass

    def set_look(self, look):
        pass
