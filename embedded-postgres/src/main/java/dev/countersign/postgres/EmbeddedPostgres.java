package dev.countersign.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A real PostgreSQL in the service's directory, run by this process.
///
/// The database has a session of its own, so a Ctrl-C at the terminal reaches the service alone: it
/// finishes its work and then closes this. When this process is killed the database goes on; the
/// next start on the directory stops it in good order and starts its own. When the database alone
/// ends it is started again on the same port, and [#state()] says so meanwhile.
///
/// On disk, below the directory: `service.lock` (whose process holds the directory), and in
/// `postgres` the programs (`bin-…`), `data`, `log`, and `secrets` with one password file per role.
public final class EmbeddedPostgres implements RunningPostgres {
  /// The service's database.
  public static final String DATABASE = "countersign";

  /// The role that owns the schema.
  public static final String OWNER = "countersign_owner";

  /// The role the service works as.
  public static final String APPLICATION = "countersign_app";

  static final String SUPERUSER = "countersign_superuser";
  static final String MAINTENANCE = "postgres";
  private static final int PORT_ATTEMPTS = 10;

  private final ServiceLock lock;
  private final Supervisor supervisor;
  private final Access access;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgres(ServiceLock lock, Supervisor supervisor, Access access) {
    this.lock = lock;
    this.supervisor = supervisor;
    this.access = access;
  }

  /// Starts the database of the directory, creating it at the first start.
  ///
  /// @throws DirectoryInUseException if another live process holds the directory
  /// @throws EmbeddedPostgresException if the database cannot run here; the message says why
  public static EmbeddedPostgres start(EmbeddedPostgresConfig config) {
    try {
      PrivateFiles.createFolders(config.directory());
      ServiceLock lock = ServiceLock.claim(config.directory());
      try {
        return start(config, lock);
      } catch (IOException | SQLException | InterruptedException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (AccessDeniedException e) {
      throw new EmbeddedPostgresException(
          "This user may not use "
              + e.getFile()
              + ". Start as the user it belongs to, or choose another directory.",
          e);
    } catch (IOException | SQLException e) {
      throw new EmbeddedPostgresException(
          "The database in " + config.directory() + " could not be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while the database was starting", e);
    }
  }

  /// For commands that work on the store whether the service is up or not: reaches the database of
  /// the live service, or starts it until closed.
  ///
  /// @throws EmbeddedPostgresException if the directory holds no database
  public static RunningPostgres attach(EmbeddedPostgresConfig config) {
    if (!Files.isDirectory(Layout.in(config.directory()).root())) {
      throw new EmbeddedPostgresException(
          "There is no Countersign database in " + config.directory() + ".");
    }
    try {
      return start(config);
    } catch (DirectoryInUseException e) {
      return AttachedPostgres.to(config);
    }
  }

  private static EmbeddedPostgres start(EmbeddedPostgresConfig config, ServiceLock lock)
      throws IOException, InterruptedException, SQLException {
    Layout layout = Layout.in(config.directory().toRealPath());
    ServerAccount account = ServerAccount.forData(layout.data());
    layout.create(account);
    Path home = config.binariesHome().orElse(layout.root());
    PrivateFiles.createFolders(home);
    Path programs = ProgramsFolder.unpack(config.binaries(), home, account);
    PasswordFiles passwords = new PasswordFiles(layout.secrets(), new SecureRandom());
    new Cluster(layout, programs, account, config.durable())
        .initialiseIfMissing(SUPERUSER, passwords);
    AtomicBoolean closing = new AtomicBoolean();
    Postmaster.Start start =
        new Postmaster.Start(
            programs,
            layout.data(),
            account,
            new ServerLog(layout.log()),
            ServerSettings.of(config),
            config.startTimeout(),
            closing::get);
    Postmaster postmaster = startOnFreePort(start, config.port());
    try {
      Access access = new Access(postmaster.port(), passwords);
      new JdbcProvisioning(access.of(SUPERUSER, MAINTENANCE)).provision(passwords);
      Supervisor supervisor = new Supervisor(start, closing, postmaster).started();
      return new EmbeddedPostgres(lock, supervisor, access);
    } catch (IOException | SQLException | RuntimeException e) {
      postmaster.stop();
      throw e;
    }
  }

  private static Postmaster startOnFreePort(Postmaster.Start start, int wanted)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Postmaster.start(start, wanted == 0 ? freePort() : wanted);
      } catch (Postmaster.PortTakenException e) {
        if (wanted != 0 || attempt == PORT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public int port() {
    return supervisor.port();
  }

  /// The process that is the database at the moment.
  public long pid() {
    return supervisor.pid();
  }

  public DatabaseState state() {
    return supervisor.state();
  }

  /// Tells of every change of [#state()] from now on, on the watching thread.
  public void onStateChange(Consumer<DatabaseState> listener) {
    supervisor.listen(listener);
  }

  /// The JDBC address of a database, without user and password.
  public String jdbcUrl(String database) {
    return access.url(database);
  }

  @Override
  public Credentials superuser() {
    return superuser(MAINTENANCE);
  }

  public Credentials superuser(String database) {
    return access.of(SUPERUSER, database);
  }

  @Override
  public Credentials owner() {
    return owner(DATABASE);
  }

  public Credentials owner(String database) {
    return access.of(OWNER, database);
  }

  @Override
  public Credentials application() {
    return application(DATABASE);
  }

  public Credentials application(String database) {
    return access.of(APPLICATION, database);
  }

  /// Creates a further database as a copy of another that has no sessions, with the same owner and
  /// rights as the service's.
  public void createDatabase(String database, String template) throws SQLException {
    new JdbcProvisioning(superuser()).create(database, template);
  }

  /// Drops a database and ends its sessions.
  public void dropDatabase(String database) throws SQLException {
    new JdbcProvisioning(superuser()).drop(database);
  }

  /// Stops the database in good order and gives up the directory. Closing twice is harmless.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        supervisor.close();
      } finally {
        lock.close();
      }
    }
  }
}
