package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.CountedWork;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Whoever has somebody's session does not have their password, nor all the time to guess it. */
@ServerTest
@Import(CountedWork.class)
// The same as those of other tests of guessing, so that they share a service.
@TestPropertySource(
    properties = {
      "countersign.limits=on",
      "countersign.limits.auth=100000/1m",
    })
class PasswordGuessingTests {
  private static final String ANOTHER = "seven quiet llamas at dusk";

  private final ApiClient api;

  PasswordGuessingTests(@LocalServerPort int port) {
    this.api = ApiClient.of(port);
  }

  @Test
  void slowsDownWhoeverGuessesThePasswordSoFar() {
    TokenAnswer person = People.register(api);
    for (int guess = 0; guess < 5; guess++) {
      change(person, "guess " + guess).expect(403);
    }
    Answer slowed = change(person, People.PASSWORD).expect(429);
    assertThat(slowed.code()).isEqualTo("rate_limited");
    assertThat(slowed.header("Retry-After")).isPresent();
    // Another person is not held up by it.
    change(People.register(api), People.PASSWORD).expect(204);
  }

  private Answer change(TokenAnswer person, String current) {
    return api.withToken(person.accessToken())
        .post("/v1/auth/password/change", PasswordChangeRequest.byPassword(current, ANOTHER));
  }
}
