#!/usr/bin/env bash
# Runs once, on an empty data directory: a database for each service, a role that owns and migrates it,
# and a role for its processes that reads and writes rows and nothing else.
set -euo pipefail

create_service() {
    local service=$1 owner_password=$2 password=$3
    psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
        --set service="$service" --set owner="${service}_owner" \
        --set owner_password="$owner_password" --set password="$password" <<'SQL'
CREATE ROLE :"owner" LOGIN PASSWORD :'owner_password';
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"owner";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"service";
\connect :"service"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"service";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO :"service";
SQL
}

# Everybody may otherwise enter the databases that come with the server.
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --command 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'

create_service registry "$REGISTRY_OWNER_PASSWORD" "$REGISTRY_PASSWORD"
create_service partners "$PARTNERS_OWNER_PASSWORD" "$PARTNERS_PASSWORD"
create_service notifications "$NOTIFICATIONS_OWNER_PASSWORD" "$NOTIFICATIONS_PASSWORD"
