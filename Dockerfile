# The product in a container, set up by the same scripts as on a bare machine.
#   docker build -t planbuilder .
# docs/operations.md says how it is run; compose.yaml has it beside a PostgreSQL.

FROM python:3.11-slim-bookworm AS base
WORKDIR /app
COPY scripts/system_packages.sh scripts/find_python.sh scripts/
RUN scripts/system_packages.sh run && rm -rf /var/lib/apt/lists/*

FROM base AS packages
COPY scripts/python_env.sh scripts/
COPY requirements.lock ./
RUN scripts/python_env.sh run

FROM base
RUN useradd --system --uid 10001 --home-dir /var/lib/planbuilder --create-home planbuilder
COPY --from=packages /app/.venv .venv
COPY . .
ENV PLANBUILDER_MODE=production \
    VAR_DIR=/var/lib/planbuilder \
    HOST=0.0.0.0 \
    PORT=8000 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER planbuilder
VOLUME /var/lib/planbuilder
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD [".venv/bin/python", "scripts/check_health.py"]
CMD ["scripts/serve.sh"]
