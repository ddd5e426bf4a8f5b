package dev.countersign.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What befalls a service under people who pay. */
enum Fault {
  SERVICE_KILLED {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      service.kill();
    }
  },
  DATABASE_KILLED {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      service.killDatabase();
      // The service is to live on, restart its database and go on paying.
      LockSupport.parkNanos(Duration.ofMillis(2500).toNanos());
    }
  },
  BOTH_KILLED {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      service.killDatabase();
      service.kill();
    }
  },
  SERVICE_STOPPED {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      service.pause();
      LockSupport.parkNanos(stop.toNanos());
      service.resume();
    }
  },
  DATABASE_STOPPED {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      service.pauseDatabase();
      LockSupport.parkNanos(stop.toNanos());
      service.resumeDatabase();
    }
  },
  /** Wants the service's directory on a small disk of its own. */
  DISK_FULL {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      try {
        if (Files.getFileStore(directory).getTotalSpace() > DISK_MAX) {
          throw new IllegalStateException("give a folder on a disk of at most 4 GiB");
        }
        Path filler = directory.resolve("filler");
        try {
          fill(filler);
          LockSupport.parkNanos(stop.toNanos());
        } finally {
          Files.delete(filler);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** Clients that close their connections before they read the answer. */
  CONNECTIONS_CUT {
    @Override
    void befall(ServiceProcess service, Path directory, Duration stop) {
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }
  };

  private static final long DISK_MAX = 4L << 30;

  /** Lets it happen, and ends it where it does not end by itself. */
  abstract void befall(ServiceProcess service, Path directory, Duration stop);

  /** Whether the service has to be started anew; it recovers from all else without a hand. */
  boolean endsTheService() {
    return this == SERVICE_KILLED || this == BOTH_KILLED;
  }

  private static void fill(Path filler) throws IOException {
    // Smaller and smaller pieces, so that nothing is left for anybody.
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int piece = 1 << 20; piece >= 512; piece /= 2) {
        fill(out, new byte[piece]);
      }
    }
  }

  private static void fill(OutputStream out, byte[] piece) {
    try {
      while (true) {
        out.write(piece);
      }
    } catch (IOException full) {
      // What was wanted.
      return;
    }
  }
}
