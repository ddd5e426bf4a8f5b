#!/bin/sh
# Fetches Keycloak from Maven Central, builds, and runs both services side by side (PeerRun).
# Usage: benchmarks/keycloak.sh [seconds] [rounds]; needs JAVA_HOME to be a JDK 25.
set -e
cd "$(dirname "$0")/.."
version=26.7.0
folder=benchmarks/target/keycloak
if [ ! -d "$folder/keycloak-$version" ]; then
  mvn -B -q -N dependency:copy -Dartifact=org.keycloak:keycloak-quarkus-dist:$version:zip -DoutputDirectory="$PWD/$folder"
  (cd "$folder" && "$JAVA_HOME/bin/jar" xf keycloak-quarkus-dist-$version.zip)
  chmod +x "$folder/keycloak-$version/bin/kc.sh"
fi
mvn -B -q -pl benchmarks -am package -DskipTests
exec "$JAVA_HOME/bin/java" -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
  dev.countersign.benchmarks.PeerRun "$folder/keycloak-$version" "$@"
