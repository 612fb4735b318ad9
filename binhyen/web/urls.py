"""The addresses of all pages: each module of the door brings its own."""

from binhyen.web import (
    access,
    analytics,
    catalogue,
    collection,
    delegations,
    directives,
    figures,
    find,
    health,
    organisation,
    reviews,
    sign_in,
    work,
)

urlpatterns = [
    *health.urlpatterns,
    *sign_in.urlpatterns,
    *work.urlpatterns,
    *figures.urlpatterns,
    *collection.urlpatterns,
    *directives.urlpatterns,
    *analytics.urlpatterns,
    *reviews.urlpatterns,
    *organisation.urlpatterns,
    *access.urlpatterns,
    *delegations.urlpatterns,
    *catalogue.urlpatterns,
    *find.urlpatterns,
]
