package dev.countersign.testsupport;

import dev.countersign.postgres.Credentials;

/// Brings an empty database to the schema under test, as its owner.
@FunctionalInterface
public interface SchemaMigration {
  void migrate(Credentials owner) throws Exception;
}
