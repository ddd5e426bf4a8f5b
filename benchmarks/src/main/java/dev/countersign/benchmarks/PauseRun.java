package dev.countersign.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops the database with SIGSTOP under people who sign in, and lets it go on: whoever is let in
 * has the right password, whoever is not is told 503 or waits, and nobody with a wrong password is
 * ever let in. A token is not trusted for longer than the service's view of what was revoked may be
 * old.
 *
 * <pre>java -cp … dev.countersign.benchmarks.PauseRun [seconds]</pre>
 */
final class PauseRun {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final String EMAIL = "ada@example.com";
  private static final Map<String, String> SETTINGS = Map.of("COUNTERSIGN_LIMITS", "off");

  private PauseRun() {}

  static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Duration pause = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    Path directory = Files.createTempDirectory("countersign-pause");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
        Api api = new Api(service.base())) {
      String token =
          api.post("/v1/auth/register", Map.of("email", EMAIL, "password", PASSWORD))
              .expect(201)
              .text("access_token");
      service.pauseDatabase();
      Map<String, Integer> answers = new TreeMap<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Integer> right = threads.submit(() -> status(api, PASSWORD));
        Future<Integer> wrong = threads.submit(() -> status(api, "not the password of Ada"));
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end) {
          answers.merge("/v1/me " + api.get("/v1/me", token).status(), 1, Integer::sum);
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        service.resumeDatabase();
        System.out.printf(
            "during %d s without an answer from the database: %s; sign-in begun meanwhile: right"
                + " password %d, wrong password %d%n",
            pause.toSeconds(),
            answers,
            right.get(90, TimeUnit.SECONDS),
            wrong.get(90, TimeUnit.SECONDS));
      }
      awaitSignIn(api);
      System.out.printf("afterwards: %d%n", status(api, PASSWORD));
    }
  }

  private static void awaitSignIn(Api api) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (status(api, PASSWORD) != 200 && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Of a sign-in; 0 where there was no answer in time. */
  private static int status(Api api, String password) {
    try {
      return api.post("/v1/auth/login", Map.of("email", EMAIL, "password", password)).status();
    } catch (IOException late) {
      return 0;
    }
  }
}
