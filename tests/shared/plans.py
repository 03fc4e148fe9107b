"""How a database would answer a query: what grows with the rows of years must be answered by an index."""

from sqlalchemy import ClauseElement, Executable, text
from sqlalchemy.ext.compiler import compiles


def plan_of(database, query):
    """Return the plan as text, with an index wherever one can answer."""
    with database.transaction() as session:
        if not database.is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))
        return "\n".join(str(row[-1]) for row in session.execute(_Explain(query)))


class _Explain(Executable, ClauseElement):
    inherit_cache = False

    def __init__(self, query):
        self.query = query


@compiles(_Explain)
def _explain(element, compiler, **options):
    return f"EXPLAIN {compiler.process(element.query, **options)}"


@compiles(_Explain, "sqlite")
def _explain_query_plan(element, compiler, **options):
    return f"EXPLAIN QUERY PLAN {compiler.process(element.query, **options)}"
