"""What build.py does: bring the parts, make dist/, serve it, test it. Never shipped.

Each room has one job: `commands` is the command line; `environment`, `node` and `download` bring
tools and parts; `runtime`, `dataset`, `lesson`, `shards`, `wheel` and `frontend` each make one piece
of the site; `site` puts the pieces together; `server` serves them; `browser` and `checks` are for
the tests. Everything imported before the virtual environment stands uses the standard library only.
"""
