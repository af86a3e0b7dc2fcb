"""The window's look: colours, sizes and style sheet, light and dark. The charts' colours are in `report.theme`."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from bodymap.ui.painting.scene_painter import FONT_FAMILIES
from bodymap.ui.theme.palette import Palette


def apply_palette(app: QApplication, look: Palette) -> None:
    """Gives the whole program a look. One that it has already costs nothing; a new one restyles every widget."""
    sheet = style_sheet(look)
    if app.styleSheet() == sheet:
        return
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(15)
    app.setFont(font)
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, look.panel),
        (QPalette.ColorRole.Base, look.panel),
        (QPalette.ColorRole.AlternateBase, look.raised),
        (QPalette.ColorRole.Text, look.text),
        (QPalette.ColorRole.WindowText, look.text),
        (QPalette.ColorRole.Button, look.raised),
        (QPalette.ColorRole.ButtonText, look.text),
        (QPalette.ColorRole.Highlight, look.accent),
        (QPalette.ColorRole.HighlightedText, look.on_accent),
        (QPalette.ColorRole.PlaceholderText, look.quiet),
        (QPalette.ColorRole.ToolTipBase, look.text),
        (QPalette.ColorRole.ToolTipText, look.panel),
        (QPalette.ColorRole.Link, look.accent),
    ):
        palette.setColor(role, QColor(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.quiet))
    app.setPalette(palette)
    app.setStyleSheet(sheet)


def style_sheet(look: Palette) -> str:
    """The Qt style sheet of a look. A weight never changes with a state: a bold word would no longer fit its button."""
    families = ", ".join(f'"{family}"' for family in FONT_FAMILIES)
    return f"""
* {{ font-family: {families}; font-size: 15px; }}
QWidget {{ color: {look.text}; }}
QMainWindow, #panel, #rail, #header, QDialog, QMessageBox {{ background: {look.panel}; }}
#stage {{ background: {look.chart.page}; }}
#page {{ background: {look.panel}; }}
#header {{ border-bottom: 1px solid {look.border}; }}
#rail {{ border-right: 1px solid {look.border}; }}
#panel {{ border-left: 1px solid {look.border}; }}
#brand {{ font-size: 18px; font-weight: 700; }}
#title {{ font-size: 27px; font-weight: 700; }}
#subtitle, QLabel[quiet="true"] {{ color: {look.quiet}; }}
QLabel[small="true"] {{ font-size: 13px; }}
QPushButton[flat="true"][place="true"] {{ padding: 0; font-weight: 700; color: {look.text}; text-align: left; }}
QPushButton[flat="true"][place="true"]:hover {{ color: {look.accent}; }}
QPushButton[flat="true"][place="true"]:focus {{ border: 0; padding: 0; color: {look.accent};
    text-decoration: underline; }}
QLabel[heading="true"] {{ font-size: 16px; font-weight: 700; }}
QToolTip {{ background: {look.text}; color: {look.panel}; border: 0; padding: 1px 3px; font-size: 15px; }}

QPushButton {{ background: {look.panel}; border: 1px solid {look.border}; border-radius: 8px; padding: 8px 14px; }}
QPushButton:hover {{ border-color: {look.accent}; }}
QPushButton:pressed {{ background: {look.accent_soft}; }}
QPushButton:checked {{ background: {look.accent_soft}; border: 2px solid {look.accent}; }}
QPushButton:disabled {{ color: {look.quiet}; background: {look.raised}; }}
QPushButton:focus {{ border: 2px solid {look.accent}; outline: none; }}
QPushButton:checked:focus, QPushButton[segment="true"]:checked:focus, QPushButton[scale="true"]:checked:focus,
QPushButton[chip="true"]:checked:focus {{ border: 2px solid {look.text}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton[primary="true"] {{ background: {look.accent}; color: {look.on_accent}; border: 1px solid {look.accent};
    font-weight: 600; }}
QPushButton[primary="true"]:hover {{ background: {look.accent_strong}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {look.text}; }}
QPushButton[primary="true"]:disabled {{ background: {look.track}; color: {look.quiet}; border-color: {look.border}; }}
QPushButton[segment="true"]:checked {{ background: {look.accent}; color: {look.on_accent}; }}
QPushButton[scale="true"] {{ padding: 0; border-radius: 6px; font-size: 16px; }}
QPushButton[scale="true"]:checked {{ background: {look.explains}; color: {look.panel}; border-color: {look.explains}; }}
QPushButton[flat="true"] {{ border: 0; background: transparent; color: {look.quiet}; padding: 4px 8px; }}
QPushButton[flat="true"]:hover {{ color: {look.accent}; }}
QPushButton[flat="true"]:focus {{ border: 2px solid {look.accent}; padding: 2px 6px; }}
QPushButton[link="true"] {{ border: 0; background: transparent; color: {look.accent}; padding: 2px 0;
    text-decoration: underline; text-align: left; }}
QPushButton[link="true"]:focus {{ border-bottom: 2px solid {look.accent}; padding: 2px 0 0 0;
    text-decoration: none; }}
QLineEdit, QSpinBox {{ background: {look.panel}; border: 1px solid {look.border}; border-radius: 8px;
    padding: 6px 8px; }}
QLineEdit:focus, QSpinBox:focus, QPlainTextEdit:focus {{ border: 2px solid {look.accent}; }}
QLineEdit[search="true"] {{ font-size: 20px; border-radius: 12px; padding: 11px 14px; }}
QLabel[wrong="true"] {{ color: {look.danger}; }}
QPushButton[danger="true"] {{ background: {look.danger}; color: {look.panel}; border: 1px solid {look.danger}; }}
QPushButton[danger="true"]:focus {{ border: 2px solid {look.text}; }}
QPushButton[danger="true"]:disabled {{ background: {look.track}; color: {look.quiet}; border-color: {look.border}; }}
#folded {{ padding-right: 22px; }}
QPushButton::menu-indicator {{ subcontrol-position: right center; subcontrol-origin: padding; right: 6px; }}
QListWidget, QTableWidget {{ background: transparent; border: 0; outline: none; }}
QTableWidget::item {{ padding: 4px 10px; border-bottom: 1px solid {look.border}; }}
QTableWidget::item:selected {{ background: {look.accent_soft}; color: {look.text}; }}
QHeaderView, QHeaderView::section {{ background: {look.panel}; color: {look.quiet}; border: 0; padding: 4px 4px;
    font-weight: 600; }}
QComboBox {{ background: {look.panel}; border: 1px solid {look.border}; border-radius: 8px; padding: 6px 8px; }}
QComboBox:hover {{ border-color: {look.accent}; }}
QComboBox:focus {{ border: 2px solid {look.accent}; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox:disabled {{ color: {look.quiet}; background: {look.raised}; }}
QComboBox QAbstractItemView {{ background: {look.panel}; border: 1px solid {look.border}; outline: none;
    selection-background-color: {look.accent_soft}; selection-color: {look.accent}; }}
QPushButton[small="true"] {{ padding: 5px 11px; font-size: 14px; }}
QPushButton[small="true"]:checked {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent}; }}
QLabel[badge="true"] {{ border-radius: 6px; padding: 1px 8px; font-size: 13px; font-weight: 600;
    background: {look.track}; }}
QLabel[badge="true"][verdict="confirmed"] {{ background: {look.accent}; color: {look.on_accent}; }}
QLabel[badge="true"][verdict="later"] {{ background: {look.warn_soft}; }}
QPushButton[chip="true"] {{ padding: 2px 10px; border-radius: 11px; font-size: 13px; }}
QPushButton[chip="true"]:checked {{ background: {look.accent}; color: {look.on_accent};
    border: 1px solid {look.accent}; }}
QPushButton[chip="true"][unset="true"]:checked {{ background: transparent; color: {look.quiet};
    border: 1px dashed {look.border}; }}

#question {{ font-size: 26px; font-weight: 600; }}
#hint {{ font-size: 17px; color: {look.quiet}; }}
QProgressBar {{ background: {look.track}; border: 0; border-radius: 3px; }}
QProgressBar::chunk {{ background: {look.accent}; border-radius: 3px; }}
QPushButton[answer="true"] {{ font-size: 18px; border-radius: 12px; padding: 8px 16px; }}
QPushButton[answer="true"]:checked {{ background: {look.accent}; color: {look.on_accent}; }}
QPushButton[answer="true"][ring="false"]:!checked:focus {{ border: 1px solid {look.border}; }}
QPushButton[answer="true"][ring="false"]:hover:focus {{ border-color: {look.accent}; }}
QPushButton[unsure="true"]:!checked {{ color: {look.quiet}; }}
QPushButton[scale="true"][large="true"] {{ font-size: 20px; border-radius: 10px; }}
QPushButton[scale="true"][ring="false"]:!checked:focus {{ border: 1px solid {look.border}; }}
QPushButton[step="true"] {{ padding: 0; font-size: 20px; }}
QPushButton[step="true"][large="true"] {{ font-size: 28px; border-radius: 12px; }}
QPushButton[segment="true"][large="true"] {{ font-size: 17px; border-radius: 12px; }}
QLineEdit[large="true"] {{ font-size: 30px; border-radius: 12px; }}
QFrame[stop="true"] {{ background: {look.panel}; border: 1px solid {look.border};
    border-left: 8px solid {look.danger}; }}
#stop {{ font-size: 30px; font-weight: 700; color: {look.danger}; }}
#said {{ font-size: 22px; }}

QPushButton[tab="true"] {{ border: 0; border-bottom: 3px solid transparent; border-radius: 0; color: {look.quiet};
    padding: 14px 10px 11px 10px; font-size: 16px; background: transparent; }}
QPushButton[tab="true"]:hover {{ color: {look.accent}; }}
QPushButton[tab="true"]:checked {{ color: {look.accent}; border-bottom: 3px solid {look.accent}; }}
QPushButton[tab="true"]:focus {{ color: {look.accent}; text-decoration: underline; }}

QToolButton {{ border: 2px solid transparent; border-radius: 10px; padding: 7px 2px; color: {look.quiet};
    background: transparent; font-size: 13px; }}
QToolButton:hover {{ background: {look.raised}; }}
QToolButton:focus {{ border-color: {look.accent}; }}
QToolButton:checked {{ background: {look.accent_soft}; color: {look.accent}; }}
QToolButton:disabled {{ color: {look.border}; }}

QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {look.border}; border-radius: 5px; min-width: 30px; }}
QScrollBar::handle:vertical {{ background: {look.border}; border-radius: 5px; min-height: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page,
QScrollBar::sub-page {{ height: 0; background: none; }}

QMenuBar {{ background: transparent; }}
QMenuBar::item {{ padding: 6px 10px; border-radius: 6px; background: transparent; color: {look.quiet}; }}
QMenuBar::item:selected {{ background: {look.accent_soft}; color: {look.accent}; }}
QMenu {{ background: {look.panel}; border: 1px solid {look.border}; padding: 6px; }}
QMenu::item {{ padding: 7px 26px 7px 14px; border-radius: 6px; }}
QMenu::item:selected {{ background: {look.accent_soft}; color: {look.accent}; }}
QMenu::item:disabled {{ color: {look.quiet}; }}
QMenu::separator {{ height: 1px; background: {look.border}; margin: 5px 8px; }}

QCheckBox {{ padding: 5px 0; spacing: 8px; }}
QCheckBox:focus {{ color: {look.accent}; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 2px solid {look.quiet}; border-radius: 5px; }}
QCheckBox::indicator:checked {{ background: {look.accent}; border-color: {look.accent}; }}

QTableView {{ background: {look.panel}; border: 0; selection-background-color: {look.accent_soft};
    selection-color: {look.text}; }}
QTableView:focus {{ border: 1px solid {look.accent}; }}
QHeaderView {{ background: {look.panel}; }}
QHeaderView::section {{ background: {look.panel}; color: {look.quiet}; border: 0;
    border-bottom: 1px solid {look.border}; padding: 4px 3px; font-size: 13px; }}

QFrame[row="true"] {{ border: 0; border-bottom: 1px solid {look.border}; background: transparent; }}
QFrame[row="true"][selected="true"] {{ background: {look.accent_soft}; }}
QFrame[sheet="true"] {{ background: {look.panel}; border: 1px solid {look.border}; border-radius: 14px; }}
QFrame[card="true"] {{ background: {look.raised}; border-radius: 8px; border: 0; }}
QFrame[notice="true"] {{ background: {look.warn_soft}; border-radius: 8px; border: 1px solid {look.filled}; }}
QFrame[notice="true"][urgent="true"] {{ border: 2px solid {look.danger}; }}
QTextBrowser, QPlainTextEdit {{ background: {look.panel}; border: 1px solid {look.border}; border-radius: 8px; }}
"""
