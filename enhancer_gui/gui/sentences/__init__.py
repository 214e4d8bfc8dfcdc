"""The sentences of errors and notes in the user's language.

The layers below the window say what happened in plain English, with the values already in their places, and know
nothing of languages; some of these sentences were said in another process or on another machine and arrive as text. So
a sentence is recognised by its pattern: the pattern is translated, and the values are put back in. The patterns are
collected from the code by packaging/translations/collect_sentences.py; nobody keeps a second list of them by hand.
"""

from enhancer_gui.gui.sentences.telling import Told, words_of, words_of_error

__all__ = ["Told", "words_of", "words_of_error"]
