"""What is kept and found: one SQLite file a workspace, a record of texts and an index of decisions."""

from reader.library.analyses import Analyses
from reader.library.articles import Articles
from reader.library.database import Database
from reader.library.decisions import Decisions
from reader.library.listing import Listing
from reader.library.marking import Marking
from reader.library.reading import Reading

__all__ = ["Analyses", "Articles", "Database", "Decisions", "Listing", "Marking", "Reading"]
