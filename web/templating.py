"""The one environment that templates are drawn in: everything is escaped, and a name that is not there is an error."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from web.static_files import address_of

ENVIRONMENT = Environment(
    loader=FileSystemLoader(__file__.rpartition("/")[0] + "/templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
ENVIRONMENT.globals["static"] = address_of
ENVIRONMENT.filters["whom"] = lambda id_, names: (id_, names.get(id_, ""))
ENVIRONMENT.filters["sanitised"] = Markup  # only for what services sanitised as the last thing they did
