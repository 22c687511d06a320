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
"""

SCHEME = """\
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

# Labels that exclude each other stand in a group:
#
# [[groups]]
# id = "stance"
# name = "stance"
# exclusive = true     # a second label of it replaces the first
# required = false     # a paragraph is decided without one
"""
