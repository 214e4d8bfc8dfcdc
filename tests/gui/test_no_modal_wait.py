"""No test of the window may hang: a modal call fails at once."""

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox


def test_that_a_question_to_the_user_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"QMessageBox\.question would wait"):
        QMessageBox.question(None, "title", "text")


def test_that_a_modal_dialog_fails_the_test() -> None:
    dialog = QDialog()
    with pytest.raises(pytest.fail.Exception, match=r"QDialog\.exec would wait"):
        dialog.exec()
