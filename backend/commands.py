"""What joins the command line as `fuwutai backend`: the service's own commands, kiosks, staff, the guide, the demo."""

from __future__ import annotations

from backend.cli import backend_app as app
from backend.console.cli import staff_app
from backend.demo.cli import demo_app
from backend.fleet_cli import fleet_app
from backend.guide_cli import guide_app, notice_app

for group in (fleet_app, staff_app, guide_app, demo_app):
    # Their commands stand beside the service's own, not one level deeper.
    app.registered_commands.extend(group.registered_commands)
app.add_typer(notice_app, name="notice")

__all__ = ["app"]
