package dev.countersign.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testsupport.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** More rounds: {@code mvn -pl benchmarks -am test -Dtest=KillTests -Dkill.rounds=200}. */
class KillTests {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);
  private static final long SEED = Long.getLong("kill.seed", 20260);

  @Test
  void losesAndDoublesNothingWhenServiceAndDatabaseAreKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    play(
        directory,
        ROUNDS,
        List.of(Fault.SERVICE_KILLED, Fault.DATABASE_KILLED, Fault.BOTH_KILLED),
        Fault.Redis.NONE);
  }

  @Test
  void losesAndDoublesNothingWhenTheDatabaseStandsStillConnectionsAreCutOrRedisIsGone(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    try (TestRedis server = TestRedis.start()) {
      play(
          directory,
          3,
          List.of(Fault.DATABASE_STOPPED, Fault.CONNECTIONS_CUT, Fault.REDIS_GONE),
          new Fault.Redis(
              Map.of("COUNTERSIGN_REDIS_URL", server.url()), server::kill, server::startAgain));
    }
  }

  private static void play(Path directory, int rounds, List<Fault> faults, Fault.Redis redis) {
    FaultRun.Result result =
        FaultRun.play(directory, rounds, Duration.ofSeconds(2), SEED, redis, faults);
    System.out.printf(
        "%s rounds=%d seed=%d acknowledged=%d asked_again=%d longest_recovery=%d ms%n",
        faults,
        result.rounds(),
        SEED,
        result.acknowledged(),
        result.askedAgain(),
        result.longestRecovery().toMillis());
    assertThat(result.rounds()).isEqualTo(rounds);
    assertThat(result.acknowledged()).isPositive();
  }
}
