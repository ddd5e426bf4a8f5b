package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.MfaChallenge;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * Eight who know somebody's password and guess codes for a day, at once, each with as many
 * challenges as they like. What they come to is counted: {@value FactorStanding#FAILURES_MAX} codes
 * are judged in 24 hours, of whatever challenge and method. Of a six-digit code three are good at a
 * time, so that a day's chance of entry is at most 20 · 3 / 1,000,000 = 0.00006.
 */
@ServerTest
@Import(MovableClock.class)
class FactorGuessingTests {
  private static final int ATTACKERS = 8;
  private static final int ROUNDS = 5;
  private static final double CHANCE_MAX = 1.0 / 10_000;

  private final ApiClient api;
  private final TestClock clock;

  FactorGuessingTests(@LocalServerPort int port, TestClock clock) {
    this.api = ApiClient.of(port);
    this.clock = clock;
  }

  @Test
  void judgesTwentyGuessesADayWhoeverAsksAndHoweverOften() throws Exception {
    Enrolled ann = Enrolled.create(api, clock);
    int judged = 0;
    // The owner signs in now and then, which forgives nobody anything.
    for (int hour = 0; hour < 3; hour++) {
      judged += attack(ann, hour);
      clock.advance(Duration.ofHours(7));
    }
    assertThat(judged).isEqualTo(FactorStanding.FAILURES_MAX);
    double chance = judged * 3 / 1e6;
    assertThat(chance).isLessThan(CHANCE_MAX);

    // Whoever owns it waits as well, unless they are on a device they trust; and not for ever.
    Answer delayed = ann.initiate(ann.mfaToken(), null).expect(429);
    assertThat(Long.parseLong(delayed.header("Retry-After").orElseThrow()))
        .isBetween(1L, Duration.ofHours(24).toSeconds());
    clock.advance(Duration.ofHours(24));
    ann.signIn();
  }

  private int attack(Enrolled ann, int seed) throws InterruptedException, ExecutionException {
    List<Future<Integer>> all = new ArrayList<>();
    try (ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS)) {
      for (int attacker = 0; attacker < ATTACKERS; attacker++) {
        Random random = new Random(seed * 100L + attacker);
        all.add(attackers.submit(() -> guess(ann, random)));
      }
    }
    int judged = 0;
    for (Future<Integer> one : all) {
      judged += one.get();
    }
    return judged;
  }

  private int guess(Enrolled ann, Random random) {
    int judged = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Answer begun = ann.initiate(ann.mfaToken(), null);
      if (begun.status() == 429) {
        continue;
      }
      MfaChallenge challenge = begun.expect(200).as(MfaChallenge.class);
      for (int tries = 0; tries < 4; tries++) {
        // Nine digits are never right, so that the run counts what it counts.
        String code = String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
        Answer answer = ann.verify(challenge, code);
        assertThat(answer.status()).isIn(422, 429);
        if (answer.json().path("context").has("tries_left")) {
          judged++;
        }
      }
    }
    return judged;
  }
}
