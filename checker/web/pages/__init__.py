"""The pages, a module for each place: what is asked for, what may be done there, and by whom."""

from checker.web.pages import admin, looks, materials, rounds, signing, summary, units, uploads

ROUTERS = (
    uploads.router,
    materials.router,
    rounds.router,
    summary.router,
    units.router,
    looks.router,
    signing.router,
    admin.router,
)
