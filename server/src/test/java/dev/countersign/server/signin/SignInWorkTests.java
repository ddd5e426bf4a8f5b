package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.CountedWork;
import dev.countersign.server.testing.CountedWork.Work;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever tries names out learns nothing: neither from the answer, nor from what it took. Time is
 * measured by a benchmark; here the work itself is compared.
 */
@ServerTest
@Import(CountedWork.class)
@TestPropertySource(
    properties = {
      "countersign.limits=on",
      "countersign.limits.auth=100000/1m",
    })
class SignInWorkTests {
  private static final String WRONG = "not anybody's password";

  private final ApiClient api;
  private final Disabling disabling;
  private final Work work;

  SignInWorkTests(@LocalServerPort int port, Disabling disabling, Work work) {
    this.api = ApiClient.of(port);
    this.disabling = disabling;
    this.work = work;
  }

  /** An answer without what differs between any two requests. */
  private record Seen(int status, Map<String, List<String>> headers, String body) {
    static Seen of(Answer answer) {
      Map<String, List<String>> headers = new TreeMap<>(answer.response().headers().map());
      headers.keySet().removeAll(List.of("date", "x-request-id"));
      headers.keySet().removeIf(name -> name.startsWith("x-ratelimit-"));
      ObjectNode body = (ObjectNode) answer.json();
      body.remove("request_id");
      return new Seen(answer.status(), headers, body.toString());
    }
  }

  @Test
  void refusesEverybodyInTheSameWordsAfterTheSameWork() {
    String known = registered();
    String disabled = disabled();
    String nobodys = People.newEmail();

    // The first of all makes the tenant's key.
    attempt(People.newEmail(), WRONG);

    Tried unknown = attempt(nobodys, WRONG);
    assertThat(attempt(known, WRONG)).isEqualTo(unknown);
    assertThat(attempt(disabled, WRONG)).isEqualTo(unknown);
    assertThat(attempt(disabled, People.PASSWORD)).isEqualTo(unknown);
    assertThat(unknown.seen().status()).isEqualTo(401);
    assertThat(unknown.work()).filteredOn(step -> step.startsWith("hash")).hasSize(1);
  }

  @Test
  void tellsThrottledNamesNothingButTheWait() {
    List<Tried> throttled =
        List.of(registered(), disabled(), People.newEmail()).stream()
            .map(name -> {
              IntStream.range(0, 5).forEach(_ -> attempt(name, WRONG));
              return attempt(name, People.PASSWORD);
            })
            .toList();
    assertThat(throttled).containsOnly(throttled.getFirst());
    Seen seen = throttled.getFirst().seen();
    assertThat(seen.status()).isEqualTo(429);
    assertThat(seen.headers()).containsEntry("retry-after", List.of("30"));
    assertThat(throttled.getFirst().work()).noneMatch(step -> step.startsWith("hash"));
  }

  @Test
  void countsANameInAnySpelling() {
    String email = registered();
    for (int i = 0; i < 5; i++) {
      String spelled = i % 2 == 0 ? email.toUpperCase(Locale.ROOT) : " " + email;
      api.post("/v1/auth/login", LoginRequest.byEmail(spelled, WRONG)).expect(401);
    }
    Answer answer = api.post("/v1/auth/login", LoginRequest.byEmail(email, WRONG)).expect(429);
    assertThat(answer.code()).isEqualTo("rate_limited");
  }

  @Test
  void letsAPersonInAfterFourFailuresAndStartsAgain() {
    String email = registered();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        api.post("/v1/auth/login", LoginRequest.byEmail(email, WRONG)).expect(401);
      }
      api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD)).expect(200);
    }
  }

  /** What a try showed, and what it took. */
  private record Tried(Seen seen, List<String> work) {}

  private Tried attempt(String email, String password) {
    work.take();
    Answer answer = api.post("/v1/auth/login", LoginRequest.byEmail(email, password));
    return new Tried(Seen.of(answer), work.take());
  }

  private String registered() {
    String email = People.newEmail();
    People.register(api, email);
    return email;
  }

  private String disabled() {
    String email = People.newEmail();
    TokenAnswer answer = People.register(api, email);
    disabling.disable(
        new Caller(
            TenantId.DEFAULT,
            new UserId(UUID.randomUUID()),
            new SessionId(UUID.randomUUID()),
            Role.ADMINISTRATOR.permissions()),
        UserId.parse(answer.user().id()).orElseThrow());
    return email;
  }
}
