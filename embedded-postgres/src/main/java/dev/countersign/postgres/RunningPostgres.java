package dev.countersign.postgres;

/// A database that answers: one this process runs itself, or one a live service runs. Closing gives
/// up this process's part in it, and stops the database only when this process started it.
public interface RunningPostgres extends AutoCloseable {

  /// The port on 127.0.0.1. It stays the same while the service lives.
  int port();

  /// The role that may do everything, on the maintenance database.
  Credentials superuser();

  /// The role that owns the schema and migrates it.
  Credentials owner();

  /// The role the service works as: it owns nothing and row-level security holds for it.
  Credentials application();

  @Override
  void close();
}
