"""What build.py does: bring the parts, make dist/, serve it, test it. Never shipped.

Each room has one job: `commands` is the command line; `environment`, `node`, `download` and
`packages` bring tools and parts; `runtime`, `dataset` (with `lesson` and `shards`), `wheel`, `card`
and `frontend` each make one piece of the site; `site` puts the pieces together, with what `hosts`
read; `server` serves them, `archive` packs them; `browser` is for the tests. What runs before the
virtual environment stands uses the standard library only.
"""
