package dev.countersign.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What befalls a service under people who pay. */
enum Fault {
  SERVICE_KILLED {
    @Override
    void befall(Scene scene) {
      scene.service().kill();
    }
  },
  DATABASE_KILLED {
    @Override
    void befall(Scene scene) {
      scene.service().killDatabase();
      // The service is to live on, restart its database and go on paying.
      LockSupport.parkNanos(Duration.ofMillis(2500).toNanos());
    }
  },
  BOTH_KILLED {
    @Override
    void befall(Scene scene) {
      scene.service().killDatabase();
      scene.service().kill();
    }
  },
  SERVICE_STOPPED {
    @Override
    void befall(Scene scene) {
      scene.service().pause();
      LockSupport.parkNanos(scene.stop().toNanos());
      scene.service().resume();
    }
  },
  DATABASE_STOPPED {
    @Override
    void befall(Scene scene) {
      scene.service().pauseDatabase();
      LockSupport.parkNanos(scene.stop().toNanos());
      scene.service().resumeDatabase();
    }
  },
  /** Wants the service's directory on a small disk of its own. */
  DISK_FULL {
    @Override
    void befall(Scene scene) {
      try {
        if (Files.getFileStore(scene.directory()).getTotalSpace() > DISK_MAX) {
          throw new IllegalStateException("give a folder on a disk of at most 4 GiB");
        }
        Path filler = scene.directory().resolve("filler");
        try {
          fill(filler);
          LockSupport.parkNanos(scene.stop().toNanos());
        } finally {
          Files.delete(filler);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  REDIS_GONE {
    @Override
    void befall(Scene scene) {
      scene.redis().kill().run();
      LockSupport.parkNanos(scene.stop().toNanos());
      scene.redis().startAgain().run();
    }
  },
  /** Clients that close their connections before they read the answer. */
  CONNECTIONS_CUT {
    @Override
    void befall(Scene scene) {
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }
  };

  /**
   * Where it happens.
   *
   * @param stop how long what is stopped, filled or gone stays so
   */
  record Scene(ServiceProcess service, Path directory, Duration stop, Redis redis) {}

  /** A Redis beside the service, if there is one. */
  record Redis(Map<String, String> settings, Runnable kill, Runnable startAgain) {
    static final Redis NONE = new Redis(Map.of(), () -> {}, () -> {});

    Redis {
      settings = Map.copyOf(settings);
    }
  }

  private static final long DISK_MAX = 4L << 30;

  /** Lets it happen, and ends it where it does not end by itself. */
  abstract void befall(Scene scene);

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
