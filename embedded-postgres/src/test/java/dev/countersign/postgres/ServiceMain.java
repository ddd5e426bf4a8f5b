package dev.countersign.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A minimal service for the tests that kill one: runs the database of the directory until told to
/// end, and says on standard output when it is ready.
final class ServiceMain {
  private ServiceMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    long began = System.nanoTime();
    EmbeddedPostgresConfig config = EmbeddedPostgresConfig.in(Path.of(arguments[0]));
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            arguments.length > 1 ? config.withBinariesHome(Path.of(arguments[1])) : config);
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
    long millis = (System.nanoTime() - began) / 1_000_000;
    System.out.println("ready " + postgres.pid() + " " + postgres.port() + " " + millis);
    new CountDownLatch(1).await();
  }
}
