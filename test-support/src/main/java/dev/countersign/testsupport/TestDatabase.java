package dev.countersign.testsupport;

import dev.countersign.postgres.Credentials;

/// A database of one test. Closing drops it and ends the sessions on it.
///
/// @param owner owns the schema
/// @param application works on it, under row-level security
/// @param superuser may do everything; for tests of tampering
public record TestDatabase(
    String name, Credentials owner, Credentials application, Credentials superuser, Runnable drop)
    implements AutoCloseable {

  @Override
  public void close() {
    drop.run();
  }
}
