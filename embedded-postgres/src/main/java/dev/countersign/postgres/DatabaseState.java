package dev.countersign.postgres;

/// Whether the embedded database answers at the moment.
public enum DatabaseState {
  RUNNING,
  /// It ended by itself and is being started again; requests that need it are to be told so.
  RESTARTING,
  STOPPED
}
