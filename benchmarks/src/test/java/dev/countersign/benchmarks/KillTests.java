package dev.countersign.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    KillRun.Result result = KillRun.play(directory, ROUNDS, SEED);
    System.out.printf(
        "kill rounds=%d seed=%d acknowledged=%d asked_again=%d longest_recovery=%d ms%n",
        result.rounds(),
        SEED,
        result.acknowledged(),
        result.askedAgain(),
        result.longestRecovery().toMillis());
    assertThat(result.rounds()).isEqualTo(ROUNDS);
    assertThat(result.acknowledged()).isPositive();
  }
}
