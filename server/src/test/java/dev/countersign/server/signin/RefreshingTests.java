package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.tokens.RefreshTokenReused;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** What other features hear of refreshing. */
@ServerTest
@RecordApplicationEvents
@Import(MovableClock.class)
class RefreshingTests {
  private final ApiClient api;
  private final SignIn signIn;
  private final Refreshing refreshing;
  private final TestClock clock;

  RefreshingTests(
      @LocalServerPort int port, SignIn signIn, Refreshing refreshing, TestClock clock) {
    this.api = ApiClient.of(port);
    this.signIn = signIn;
    this.refreshing = refreshing;
    this.clock = clock;
  }

  @Test
  void tellsOfATokenThatWasPresentedAgain(ApplicationEvents events) {
    String email = People.newEmail();
    TokenAnswer person = People.register(api, email);
    Secret token = signIn(email);
    assertThat(refreshing.refresh(token)).isInstanceOf(Refreshing.Outcome.Done.class);
    clock.advance(Duration.ofSeconds(11));
    assertThat(refreshing.refresh(token)).isInstanceOf(Refreshing.Outcome.Refused.class);
    assertThat(refreshing.refresh(token)).isInstanceOf(Refreshing.Outcome.Refused.class);
    // Once: the session has ended by then.
    assertThat(events.stream(RefreshTokenReused.class))
        .singleElement()
        .satisfies(reuse -> assertThat(reuse.user().text()).isEqualTo(person.user().id()));
  }

  // From the same device as the calls above: none.
  private Secret signIn(String email) {
    return switch (signIn.signIn(
        TenantId.DEFAULT, new Identifier.Email(email), Secret.of(People.PASSWORD))) {
      case SignIn.Outcome.Done(SignedIn signedIn) -> signedIn.tokens().refresh();
      case SignIn.Outcome other -> throw new AssertionError(other);
    };
  }
}
