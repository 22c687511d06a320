"""The files that a new workspace begins with."""

IGNORED = "# Made by reader; nothing here belongs in a repository.\n*\n"

SETTINGS = """\
# Settings of this workspace, for everyone who works in it. A line that begins with # does nothing.

# Folders and files that hold the articles.
sources = ["seeds"]

# Files above this size, in millions of bytes, are refused.
# max_megabytes = 10

# The set of keys: "vi" or "arrows".
# keys = "vi"

# After a decision go on to the next undecided paragraph: "label", "enter" (Enter goes on) or "off".
# advance = "label"

# What finds people, organisations and places: "fast", "accurate" (extra accurate), "auto" (accurate where
# that is installed), "spacy:NAME" (an installed pipeline; extra spacy), or what another package offers; and
# how many seconds it may take for a text. To change it, take the # away from [analysis] too.
# [analysis]
# entities = "auto"
# seconds = 20

# Labels suggested from what you have decided: whether, and how often such suggestions must have been right so
# far, from 0 to 1. To change it, take the # away from [suggest] too.
# [suggest]
# labels = true
# threshold = 0.8

# Other keys for an action, or none; "reader keys" lists contexts and actions. Your own settings win.
# [keymap.article]
# "decision.flag" = ["f", "F7"]
# "label.repeat" = []
"""

_HEAD = """\
# The labels of this workspace.
#
# id           never changes: it is what decisions and datasets say
# name         what the screen shows; change it as you like
# key          what presses it: a digit from 1 to 9, or a letter (letters that commands own work after ,)
# colour       a colour's name, or "#5fafd7"
# description  when to use it, and when not
# target       "block" (a paragraph), "span" (some words) or "document" (the whole article)

# What is to be decided; headings, captions and bylines are not counted.
# decide = ["paragraph", "post", "list_item", "blockquote"]
"""

_TAIL = """\
# Labels that exclude each other stand in a group:
#
# [[groups]]
# id = "stance"
# name = "stance"
# exclusive = true     # a second label of it replaces the first
# required = false     # a paragraph is decided without one
"""

SCHEME = f"""\
{_HEAD}
[[labels]]
id = "fact"
name = "fact"
key = "1"
colour = "cyan"
description = "Says what happened, was measured or was decided. Not: what somebody expects or thinks of it."
target = "block"

[[labels]]
id = "opinion"
name = "opinion"
key = "2"
colour = "yellow"
description = "Says what somebody thinks, wants or expects. Not: a fact that somebody reports."
target = "block"

[[labels]]
id = "background"
name = "background"
key = "3"
colour = "blue"
description = "Explains what was so before the news. Not: the news itself."
target = "block"

{_TAIL}"""

TOPICS = f"""\
{_HEAD}
guidelines = '''
Label what a paragraph reports, not what it brings to mind. A paragraph may have several labels.
Press 0 when you have looked and none of them fits.
'''

[[labels]]
id = "conflict"
name = "conflict"
key = "1"
colour = "red"
description = "Fighting, attacks, sieges, troops and their movements. Not: what it does to people."
target = "block"
examples = ["Russian forces have advanced on the Luhansk front."]

[[labels]]
id = "economy"
name = "economy"
key = "2"
colour = "yellow"
description = "Money, trade, energy, sanctions, companies and what they pay. Not: aid for people (civilians)."
target = "block"

[[labels]]
id = "diplomacy"
name = "diplomacy"
key = "3"
colour = "cyan"
description = "Talks, treaties, alliances, demands between states. Not: threats of force (conflict)."
target = "block"
examples = ["Sweden and Finland apply to join NATO"]

[[labels]]
id = "civilians"
name = "civilians"
key = "4"
colour = "green"
description = "People who do not fight: homes, flight, aid, families. Not: prisoners of war (conflict)."
target = "block"

{_TAIL}"""
"""Labels for what a paragraph of the news is about."""

NO_LABELS = f"""\
{_HEAD}
{_TAIL}"""
"""A scheme to be filled, such as with the key that finds and makes labels."""
