package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** A clock that jumps an hour under a running service lets nobody in who should not be. */
@ServerTest
@Import(MovableClock.class)
class ClockJumpTests {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ApiClient api;
  private final TestClock clock;

  ClockJumpTests(@LocalServerPort int port, TestClock clock) {
    this.api = ApiClient.of(port);
    this.clock = clock;
  }

  @Test
  void endsTokensAndLetsPeopleSignInAnewWhenTheClockJumpsAhead() {
    String email = People.newEmail();
    TokenAnswer before = People.register(api, email);
    clock.advance(HOUR);
    assertThat(me(before)).as("fifteen minutes are over").isEqualTo(401);
    TokenAnswer after = signIn(email);
    assertThat(me(after)).isIn(200, 503);
    assertThat(refresh(before)).isIn(200, 401, 503);
  }

  @Test
  void trustsNoTokenFromTheFutureWhenTheClockJumpsBack() {
    String email = People.newEmail();
    People.register(api, email);
    TokenAnswer early = signIn(email);
    clock.advance(HOUR.negated());
    assertThat(me(early)).as("issued in an hour").isIn(401, 503);
    assertThat(me(signIn(email))).isIn(200, 503);
    api.post("/v1/auth/login", LoginRequest.byEmail(email, "not the password")).expect(401);
    clock.advance(HOUR);
  }

  private int me(TokenAnswer answer) {
    return api.withToken(answer.accessToken()).get("/v1/me").status();
  }

  private int refresh(TokenAnswer answer) {
    return api.post("/v1/auth/refresh", Map.of("refresh_token", answer.refreshToken())).status();
  }

  private TokenAnswer signIn(String email) {
    Answer answer = api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD));
    return answer.expect(200).as(TokenAnswer.class);
  }
}
