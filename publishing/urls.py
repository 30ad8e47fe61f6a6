"""Addresses of sign-in and of the people of an organisation."""
from django.urls import URLPattern
app_name = "publishing"
urlpatterns: list[URLPattern] = []
