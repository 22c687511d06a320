"""The table of keys: every key once, with its context, action, words and group.

Keys are written as people read them: `j`, `Down`, `^d` (Ctrl-D), `Space`, `PageDown`; `1..9`, `CAPS` (a
capital), `ANY` (any letter), `LABEL` (a letter that no command has) and `TEXT` stand for families of keys.
A sequence is written with `_` between its keys: `e_>` is `e`, then `>`. No Textual is imported.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "everywhere"
LIST = "list"
ARTICLE = "article"
HIGHLIGHT = "highlight"
PANEL = "panel"
LABELS = "labels"
PICKER = "picker"
NOTE = "note"
HINTS = "hints"
SELECT = "select"
SPEAKER = "speaker"
COMMAND = "command"
LOOK = "look"
SCHEME = "scheme"
SCHEME_TEXT = "scheme text"
ADRIFT = "adrift"
CONFIRM = "confirm"
UNSAVED = "unsaved"
HELP = "help"
FILTER = "filter"

# Keys that stand for many, and are no key themselves.
FAMILIES = frozenset({"1..9", "ANY", "CAPS", "CHAR", "LABEL", "TEXT"})
# Contexts in which what is typed is text: the keys of `everywhere` do not reach them.
TEXT_CONTEXTS = frozenset({PICKER, FILTER, NOTE, COMMAND, SCHEME_TEXT})
# Contexts that take every key themselves, so that no letter is a command by accident.
CLOSED_CONTEXTS = TEXT_CONTEXTS | {LABELS, HINTS, SPEAKER, CONFIRM, UNSAVED}


@dataclass(frozen=True, slots=True)
class Key:
    """One row of the table: what the keys of a set do in a context.

    `vi` and `arrows` are keys parted by spaces; `words` say in the footer and the help what the key does.
    """

    context: str
    group: str
    vi: str
    arrows: str
    action: str
    words: str


KEYS: tuple[Key, ...] = (
    Key(EVERYWHERE, "leave", "Esc", "Esc", "step.out", "out"),
    Key(EVERYWHERE, "leave", "q", "q", "screen.close", "back"),
    Key(EVERYWHERE, "leave", "Q", "Q", "app.quit", "quit"),
    Key(EVERYWHERE, "help", "? F1", "? F1", "help.show", "help"),
    Key(EVERYWHERE, "help", ":", ":", "command.open", "commands"),
    Key(EVERYWHERE, "edit", "u Backspace", "u Backspace ^z", "edit.undo", "undo"),
    Key(EVERYWHERE, "edit", "^r U", "^y U", "edit.redo", "redo"),
    Key(EVERYWHERE, "help", "I", "I F4", "info.show", "why it is not saved"),
    Key(EVERYWHERE, "system", "^l", "^l", "screen.redraw", "redraw"),
    Key(EVERYWHERE, "system", "^z", "", "app.suspend", "suspend"),
    Key(EVERYWHERE, "system", "^c", "^c", "work.cancel", "stop"),
    Key(LIST, "move", "j Down", "Down", "list.next", "next"),
    Key(LIST, "move", "k Up", "Up", "list.previous", "previous"),
    Key(LIST, "move", "g Home", "Home", "list.first", "first"),
    Key(LIST, "move", "G End", "End", "list.last", "last"),
    Key(LIST, "move", "^d", "", "list.half_down", "half down"),
    Key(LIST, "move", "^u", "", "list.half_up", "half up"),
    Key(LIST, "move", "Space PageDown", "Space PageDown", "list.page_down", "page"),
    Key(LIST, "move", "PageUp", "PageUp", "list.page_up", "page up"),
    Key(LIST, "move", "n", "n ^n", "list.next_open", "next unfinished"),
    Key(LIST, "move", "N", "N ^p", "list.previous_open", "previous unfinished"),
    Key(LIST, "go", "Enter l Right", "Enter Right", "article.open", "open"),
    Key(LIST, "go", "!", "!", "look.open", "what needs a look"),
    Key(LIST, "go", "", "", "labels.open", "labels"),
    Key(LIST, "text", "r", "r F5", "source.reload", "reload"),
    Key(ARTICLE, "move", "j Down", "Down", "block.next", "next"),
    Key(ARTICLE, "move", "k Up", "Up", "block.previous", "previous"),
    Key(ARTICLE, "move", "g Home", "Home", "block.first", "top"),
    Key(ARTICLE, "move", "G End", "End", "block.last", "end"),
    Key(ARTICLE, "move", "^d", "", "view.half_down", "half down"),
    Key(ARTICLE, "move", "^u", "", "view.half_up", "half up"),
    Key(ARTICLE, "move", "Space PageDown ^f", "Space PageDown", "view.page_down", "page"),
    Key(ARTICLE, "move", "PageUp", "PageUp", "view.page_up", "page up"),
    Key(ARTICLE, "move", "n Enter ]", "Enter n ]", "undecided.next", "next undecided"),
    Key(ARTICLE, "move", "N [", "N [", "undecided.previous", "previous undecided"),
    Key(ARTICLE, "move", "b", "b", "decided.last", "back to last decided"),
    Key(ARTICLE, "move", "J", "J ^n", "article.next", "next article"),
    Key(ARTICLE, "move", "K", "K ^p", "article.previous", "previous article"),
    Key(ARTICLE, "move", "", "", "block.number", "a paragraph by its number"),
    Key(ARTICLE, "move", "Tab l Right", "Tab Right", "highlight.next", "highlights"),
    Key(ARTICLE, "move", "Shift+Tab h Left", "Shift+Tab Left", "highlight.previous", "highlight before"),
    Key(ARTICLE, "decide", "1..9", "1..9", "label.nth", "label"),
    Key(ARTICLE, "decide", "LABEL", "LABEL", "label.bare", "the label with that letter"),
    Key(ARTICLE, "decide", "0", "0", "label.none", "none of them"),
    Key(ARTICLE, "decide", ",", ",", "label.layer", "letters"),
    Key(ARTICLE, "decide", "t", "t", "label.pick", "find label"),
    Key(ARTICLE, "decide", ".", ".", "label.repeat", "again"),
    Key(ARTICLE, "decide", "X", "X", "label.reject", "not this label"),
    Key(ARTICLE, "decide", "i -", "i -", "decision.ignore", "ignore"),
    Key(ARTICLE, "decide", "f", "f", "decision.flag", "flag"),
    Key(ARTICLE, "decide", "a", "a", "suggestion.accept", "accept what is suggested"),
    Key(ARTICLE, "decide", "x", "x Delete", "suggestion.reject", "reject what is suggested"),
    Key(ARTICLE, "decide", "z", "z", "layer.done", "names complete"),
    Key(ARTICLE, "select", "v", "v Shift+Right", "select.words", "words"),
    Key(ARTICLE, "select", "s", "s", "speaker.set", "speaker"),
    Key(ARTICLE, "text", "m", "m", "note.edit", "note"),
    Key(ARTICLE, "show", "", "", "labels.open", "labels"),
    Key(ARTICLE, "show", "P", "P F3", "panel.open", "panel of names and quotes"),
    Key(ARTICLE, "show", "A", "A", "auto.toggle", "auto-advance"),
    Key(ARTICLE, "move", ";", ";", "jump.hints", "jump"),
    Key(ARTICLE, "show", "F6 @", "F6 @", "adrift.show", "without a place"),
    Key(HIGHLIGHT, "move", "Tab l Right", "Tab Right", "highlight.next", "next"),
    Key(HIGHLIGHT, "move", "Shift+Tab h Left", "Shift+Tab Left", "highlight.previous", "previous"),
    Key(HIGHLIGHT, "move", "j Down", "Down", "block.next", "paragraph down"),
    Key(HIGHLIGHT, "move", "k Up", "Up", "block.previous", "paragraph up"),
    Key(HIGHLIGHT, "move", "Space PageDown", "Space PageDown", "view.page_down", "page"),
    Key(HIGHLIGHT, "move", "PageUp", "PageUp", "view.page_up", "page up"),
    Key(HIGHLIGHT, "move", ";", ";", "jump.hints", "jump"),
    Key(HINTS, "decide", "TEXT", "TEXT", "hint.choose", "what has the letter"),
    Key(HINTS, "decide", "Backspace", "Backspace", "hint.back", "the letter before"),
    Key(HINTS, "leave", "F1", "F1", "help.show", "help"),
    Key(HINTS, "leave", "Esc", "Esc", "step.out", "cancel"),
    Key(HIGHLIGHT, "move", "Enter n", "Enter n", "highlight.next_undecided", "next undecided"),
    Key(HIGHLIGHT, "decide", "a", "a", "span.accept", "accept"),
    Key(HIGHLIGHT, "decide", "x", "x Delete", "span.reject", "reject"),
    Key(HIGHLIGHT, "decide", "1..9", "1..9", "span.retype_nth", "type"),
    Key(HIGHLIGHT, "decide", "CAPS", "CAPS", "span.retype", "type"),
    Key(HIGHLIGHT, "decide", "t", "t", "span.retype_pick", "find type"),
    Key(HIGHLIGHT, "decide", ",", ",", "label.layer", "letters"),
    Key(HIGHLIGHT, "decide", "i -", "i -", "decision.ignore", "ignore"),
    Key(HIGHLIGHT, "decide", "f", "f", "decision.flag", "flag"),
    Key(HIGHLIGHT, "decide", "s", "s", "speaker.set", "speaker"),
    Key(HIGHLIGHT, "decide", ".", ".", "label.repeat", "again"),
    Key(HIGHLIGHT, "decide", "z", "z", "layer.done", "names complete"),
    Key(HIGHLIGHT, "edges", ">", ">", "span.end_right", "end →"),
    Key(HIGHLIGHT, "edges", "<", "<", "span.end_left", "end ←"),
    Key(HIGHLIGHT, "edges", "e_>", "e_>", "span.start_right", "start →"),
    Key(HIGHLIGHT, "edges", "e_<", "e_<", "span.start_left", "start ←"),
    Key(HIGHLIGHT, "edges", "e_l", "e_Right", "span.end_char_right", "end by letter →"),
    Key(HIGHLIGHT, "edges", "e_h", "e_Left", "span.end_char_left", "end by letter ←"),
    Key(HIGHLIGHT, "edges", "e_L", "e_Shift+Right", "span.start_char_right", "start by letter →"),
    Key(HIGHLIGHT, "edges", "e_H", "e_Shift+Left", "span.start_char_left", "start by letter ←"),
    Key(HIGHLIGHT, "edges", "v", "v Shift+Right", "select.from_span", "words of it"),
    Key(SELECT, "move", "w", "w ^Right", "word.next", "word"),
    Key(SELECT, "move", "b", "b ^Left", "word.previous", "word back"),
    Key(SELECT, "move", "e", "e", "word.end", "to its end"),
    Key(SELECT, "move", "l Right", "Right", "char.next", "letter"),
    Key(SELECT, "move", "h Left", "Left", "char.previous", "letter back"),
    Key(SELECT, "move", "j Down", "Down", "line.down", "line"),
    Key(SELECT, "move", "k Up", "Up", "line.up", "line up"),
    Key(SELECT, "move", "n", "n Tab", "name.next", "next name"),
    Key(SELECT, "move", "p", "p Shift+Tab", "name.previous", "previous name"),
    Key(SELECT, "move", "r", "r", "select.phrase", "rest of the phrase"),
    Key(SELECT, "move", "g Home", "Home", "edge.first", "to start"),
    Key(SELECT, "move", "$ End", "End", "edge.last", "to end"),
    Key(SELECT, "move", "o", "o", "select.swap", "other end"),
    Key(SELECT, "move", "c", "c", "select.clear", "restart here"),
    Key(SELECT, "move", ";", ";", "jump.word", "word by hint"),
    Key(SELECT, "move", "f_CHAR", "f_CHAR", "jump.first_letter", "word by letter"),
    Key(SELECT, "decide", "1..9", "1..9", "span.create_nth", "make"),
    Key(SELECT, "decide", "CAPS", "CAPS", "span.create", "make"),
    Key(SELECT, "decide", "t", "t", "span.create_pick", "find type"),
    Key(SELECT, "decide", ",", ",", "label.layer", "letters"),
    Key(SELECT, "decide", "Enter", "Enter", "select.apply", "apply"),
    Key(SELECT, "decide", ".", ".", "label.repeat", "again"),
    Key(SELECT, "text", "z", "z", "select.sentence", "sentence"),
    Key(SPEAKER, "decide", "TEXT", "TEXT", "hint.choose", "who has the letter"),
    Key(SPEAKER, "decide", "0", "0", "speaker.unknown", "nobody named"),
    Key(SPEAKER, "decide", "Enter", "Enter", "hint.suggested", "the suggested one"),
    Key(SPEAKER, "decide", "/", "/", "speaker.find", "by name"),
    Key(SPEAKER, "decide", "v", "v", "speaker.select", "words in the text"),
    Key(SPEAKER, "leave", "F1", "F1", "help.show", "help"),
    Key(SPEAKER, "leave", "Esc", "Esc", "step.out", "cancel"),
    Key(PANEL, "move", "j Down", "Down", "panel.next", "next"),
    Key(PANEL, "move", "k Up", "Up", "panel.previous", "previous"),
    Key(PANEL, "move", "Space PageDown", "Space PageDown", "panel.page_down", "page"),
    Key(PANEL, "move", "PageUp", "PageUp", "panel.page_up", "page up"),
    Key(PANEL, "move", "Enter", "Enter", "panel.go", "go there"),
    Key(PANEL, "decide", "a", "a", "entity.accept", "accept all mentions"),
    Key(PANEL, "decide", "x", "x Delete", "entity.reject", "reject all"),
    Key(PANEL, "decide", "1..9", "1..9", "entity.retype_nth", "type all"),
    Key(PANEL, "decide", "CAPS", "CAPS", "entity.retype", "type all"),
    Key(PANEL, "leave", "Esc q", "Esc q", "step.out", "close"),
    Key(LABELS, "decide", "ANY", "ANY", "label.key", "label"),
    Key(LABELS, "decide", "1..9", "1..9", "label.nth", "label"),
    Key(LABELS, "decide", "0", "0", "label.none", "none of them"),
    Key(LABELS, "decide", ",", ",", "label.latch", "keep open"),
    Key(LABELS, "decide", "Tab", "Tab", "label.page", "more labels"),
    Key(LABELS, "move", "Enter", "Enter", "undecided.next", "next undecided"),
    Key(LABELS, "move", "Down", "Down", "block.next", "next"),
    Key(LABELS, "move", "Up", "Up", "block.previous", "previous"),
    Key(LABELS, "move", "Space PageDown", "Space PageDown", "view.page_down", "page"),
    Key(LABELS, "move", "PageUp", "PageUp", "view.page_up", "page up"),
    Key(LABELS, "leave", "Esc", "Esc", "step.out", "out"),
    Key(LABELS, "leave", "Backspace", "Backspace", "edit.undo", "undo"),
    Key(LABELS, "leave", "F1", "F1", "help.show", "help"),
    Key(PICKER, "move", "Down ^n", "Down ^n", "pick.next", "down"),
    Key(PICKER, "move", "Up ^p", "Up ^p", "pick.previous", "up"),
    Key(PICKER, "move", "PageDown", "PageDown", "pick.page_down", "page"),
    Key(PICKER, "move", "PageUp", "PageUp", "pick.page_up", "page up"),
    Key(PICKER, "decide", "Enter", "Enter", "pick.choose", "choose"),
    Key(PICKER, "decide", "Tab", "Tab", "pick.mark", "mark and stay"),
    Key(PICKER, "decide", "TEXT", "TEXT", "pick.filter", "filter"),
    Key(PICKER, "decide", "Backspace", "Backspace", "pick.erase", "erase"),
    Key(PICKER, "decide", "^u", "^u", "pick.clear", "clear"),
    Key(PICKER, "leave", "F1", "F1", "help.show", "help"),
    Key(PICKER, "leave", "Esc", "Esc", "step.out", "cancel"),
    Key(NOTE, "decide", "TEXT", "TEXT", "note.type", "write"),
    Key(NOTE, "decide", "Backspace", "Backspace", "note.erase", "erase"),
    Key(NOTE, "decide", "Esc Enter", "Esc Enter", "note.keep", "keep and close"),
    Key(NOTE, "decide", "^g", "^g", "note.discard", "discard"),
    Key(NOTE, "leave", "F1", "F1", "help.show", "help"),
    Key(COMMAND, "move", "Down ^n", "Down ^n", "choice.next", "down"),
    Key(COMMAND, "move", "Up ^p", "Up ^p", "choice.previous", "up"),
    Key(COMMAND, "move", "PageDown", "PageDown", "choice.page_down", "page"),
    Key(COMMAND, "move", "PageUp", "PageUp", "choice.page_up", "page up"),
    Key(COMMAND, "decide", "Enter", "Enter", "command.run", "run"),
    Key(COMMAND, "decide", "TEXT", "TEXT", "command.type", "filter"),
    Key(COMMAND, "decide", "Backspace", "Backspace", "command.erase", "erase"),
    Key(COMMAND, "leave", "Esc", "Esc", "step.out", "cancel"),
    Key(ADRIFT, "move", "j Down", "Down", "adrift.next", "next"),
    Key(ADRIFT, "move", "k Up", "Up", "adrift.previous", "previous"),
    Key(ADRIFT, "move", "Tab", "Tab", "adrift.candidate", "where else it may be"),
    Key(ADRIFT, "move", "l Right ]", "Right ]", "block.next", "paragraph down"),
    Key(ADRIFT, "move", "h Left [", "Left [", "block.previous", "paragraph up"),
    Key(ADRIFT, "decide", "Enter", "Enter", "adrift.put", "put it here"),
    Key(ADRIFT, "leave", "Esc q F6 @", "Esc q F6 @", "step.out", "close"),
    Key(LOOK, "move", "j Down", "Down", "choice.next", "down"),
    Key(LOOK, "move", "k Up", "Up", "choice.previous", "up"),
    Key(LOOK, "move", "Space PageDown", "Space PageDown", "choice.page_down", "page"),
    Key(LOOK, "move", "PageUp", "PageUp", "choice.page_up", "page up"),
    Key(LOOK, "go", "Enter l Right", "Enter Right", "look.go", "go there"),
    Key(LOOK, "go", "r", "r F5", "look.again", "look again"),
    Key(SCHEME, "move", "j Down", "Down", "choice.next", "down"),
    Key(SCHEME, "move", "k Up", "Up", "choice.previous", "up"),
    Key(SCHEME, "move", "Space PageDown", "Space PageDown", "choice.page_down", "page"),
    Key(SCHEME, "move", "PageUp", "PageUp", "choice.page_up", "page up"),
    Key(SCHEME, "decide", "Enter r", "Enter r", "scheme.choose", "rename"),
    Key(SCHEME, "decide", "c", "c", "scheme.recolour", "colour"),
    Key(SCHEME, "decide", "K", "K", "scheme.rekey", "key"),
    Key(SCHEME, "decide", "m", "m", "scheme.merge", "merge into another"),
    Key(SCHEME, "decide", "s", "s", "scheme.split", "split into others"),
    Key(SCHEME, "decide", "x", "x", "scheme.retire", "retire"),
    Key(SCHEME, "decide", "e", "e", "scheme.restore", "restore"),
    Key(SCHEME, "decide", "a", "a", "scheme.add", "add"),
    Key(SCHEME_TEXT, "decide", "TEXT", "TEXT", "scheme.type", "write"),
    Key(SCHEME_TEXT, "decide", "Backspace", "Backspace", "scheme.erase", "erase"),
    Key(SCHEME_TEXT, "decide", "Enter", "Enter", "scheme.do", "do it"),
    Key(SCHEME_TEXT, "leave", "Esc", "Esc", "step.out", "leave it"),
    Key(CONFIRM, "decide", "y", "y", "confirm.yes", "yes"),
    Key(CONFIRM, "decide", "n Esc", "n Esc", "confirm.no", "no"),
    Key(UNSAVED, "decide", "r", "r", "unsaved.retry", "try again"),
    Key(UNSAVED, "decide", "k", "k", "unsaved.keep", "keep for the next start"),
    Key(UNSAVED, "decide", "y", "y", "unsaved.lose", "lose them"),
    Key(UNSAVED, "decide", "Esc n", "Esc n", "unsaved.stay", "stay"),
    Key(HELP, "move", "j Down", "Down", "help.down", "down"),
    Key(HELP, "move", "k Up", "Up", "help.up", "up"),
    Key(HELP, "move", "Space PageDown", "Space PageDown", "help.page_down", "page"),
    Key(HELP, "move", "PageUp", "PageUp", "help.page_up", "page up"),
    Key(HELP, "move", "/", "/", "help.filter", "filter"),
    Key(FILTER, "decide", "TEXT", "TEXT", "filter.type", "type"),
    Key(FILTER, "decide", "Backspace", "Backspace", "filter.erase", "erase"),
    Key(FILTER, "decide", "Enter", "Enter", "filter.keep", "keep"),
    Key(FILTER, "leave", "Esc", "Esc", "step.out", "clear"),
)
