package dev.countersign.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.security.SecureRandom;
import java.util.Optional;

/// The database that another live process runs on the directory. Closing it changes nothing.
final class AttachedPostgres implements RunningPostgres {
  private final int port;
  private final Access access;

  private AttachedPostgres(int port, Access access) {
    this.port = port;
    this.access = access;
  }

  static RunningPostgres to(EmbeddedPostgresConfig config) {
    Layout layout = Layout.in(config.directory());
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    try {
      while (System.nanoTime() < deadline) {
        Optional<PostmasterFile> file = PostmasterFile.read(layout.data());
        if (file.isPresent() && file.get().ready()) {
          int port = file.get().port();
          PasswordFiles passwords = new PasswordFiles(layout.secrets(), new SecureRandom());
          return new AttachedPostgres(port, new Access(port, passwords));
        }
        Thread.sleep(10);
      }
    } catch (AccessDeniedException e) {
      throw new EmbeddedPostgresException(
          "The database in "
              + config.directory()
              + " belongs to another user. Run the command as the user of the service.",
          e);
    } catch (IOException e) {
      throw new EmbeddedPostgresException("The running database cannot be found", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while waiting for the database", e);
    }
    throw new EmbeddedPostgresException(
        "The service on " + config.directory() + " lives, but its database does not answer.");
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Credentials superuser() {
    return access.of(EmbeddedPostgres.SUPERUSER, EmbeddedPostgres.MAINTENANCE);
  }

  @Override
  public Credentials owner() {
    return access.of(EmbeddedPostgres.OWNER, EmbeddedPostgres.DATABASE);
  }

  @Override
  public Credentials application() {
    return access.of(EmbeddedPostgres.APPLICATION, EmbeddedPostgres.DATABASE);
  }

  @Override
  public void close() {}
}
