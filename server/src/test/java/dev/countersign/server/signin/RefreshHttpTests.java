package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Refresh tokens: one successor each, however often and by whom they are presented. */
@ServerTest
@Import(MovableClock.class)
class RefreshHttpTests {
  private final ApiClient api;
  private final TestClock clock;
  private final JdbcClient superuser;

  RefreshHttpTests(@LocalServerPort int port, TestClock clock, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void givesTheVerySamePairAgainWithinTheWindow() {
    TokenAnswer first = People.register(api);
    TokenAnswer second = renewed(first);
    clock.advance(Duration.ofSeconds(9));
    TokenAnswer again = renewed(first);

    assertThat(again.accessToken()).isEqualTo(second.accessToken());
    assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
    // What is left of it, and no later.
    assertThat(again.expiresIn()).isBetween(890L, 891L);
    assertThat(tokensOf(first)).isEqualTo(2);
  }

  @Test
  void neverGrowsASecondBranch() {
    TokenAnswer first = People.register(api);
    TokenAnswer second = renewed(first);
    TokenAnswer third = renewed(second);
    // A tab that comes late walks the same steps.
    assertThat(renewed(first).refreshToken()).isEqualTo(second.refreshToken());
    assertThat(renewed(second).refreshToken()).isEqualTo(third.refreshToken());
    assertThat(tokensOf(first)).isEqualTo(3);
  }

  @Test
  void givesOneSuccessorToSixtyFourAtOnce() throws Exception {
    TokenAnswer first = People.register(api);
    Set<String> successors = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TokenAnswer>> answers =
          threads.invokeAll(Collections.nCopies(64, () -> renewed(first)));
      for (Future<TokenAnswer> answer : answers) {
        successors.add(answer.get().accessToken() + " " + answer.get().refreshToken());
      }
    }
    assertThat(successors).hasSize(1);
    assertThat(tokensOf(first)).isEqualTo(2);
  }

  @Test
  void endsTheSessionWhenASpentTokenComesAfterTheWindow() {
    TokenAnswer first = People.register(api);
    TokenAnswer second = renewed(first);
    clock.advance(Duration.ofSeconds(10));

    ApiClient.Answer refused = refresh(api, first).expect(401);
    assertThat(refused.code()).isEqualTo("invalid_token");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
    api.withToken(second.accessToken()).get("/v1/me").expect(401);
    refresh(api, second).expect(401);
    assertThat(eventsOn(first)).contains("auth.token.reused critical");
    assertThat(endReasonOf(first)).isEqualTo("refresh_token_reused");
  }

  @Test
  void endsTheSessionWhenAnotherDevicePresentsASpentToken() {
    ApiClient phone = api.with("User-Agent", "Telephone/1.0");
    TokenAnswer first = People.register(phone);
    refresh(phone, first).expect(200);
    refresh(phone, first).expect(200);
    refresh(api.with("User-Agent", "Thief/1.0"), first).expect(401);
    refresh(phone, first).expect(401);
    assertThat(endReasonOf(first)).isEqualTo("device_mismatch");
  }

  @Test
  void opensNoWindowAgainWhenTheClockIsSetBack() {
    TokenAnswer first = People.register(api);
    clock.advance(Duration.ofHours(1));
    renewed(first);
    clock.advance(Duration.ofHours(-1));
    refresh(api, first).expect(401);
    clock.advance(Duration.ofHours(1));
  }

  @Test
  void keepsTheSuccessorSealed() {
    TokenAnswer first = People.register(api);
    TokenAnswer second = renewed(first);
    byte[] sealed =
        superuser
            .sql(
                """
                select successor_sealed
                from refresh_tokens
                where session_id = :session and used_at is not null
                """)
            .param("session", sessionOf(first))
            .query(byte[].class)
            .single();
    String text = new String(sealed, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain(second.refreshToken()).doesNotContain(second.accessToken());
  }

  @Test
  void refusesATokenThatWaitedForSevenDays() {
    TokenAnswer first = People.register(api);
    clock.advance(Duration.ofDays(7).minusSeconds(1));
    TokenAnswer second = renewed(first);
    clock.advance(Duration.ofDays(7).plusSeconds(30));
    refresh(api, second).expect(401);
    // Waiting is nobody's theft.
    assertThat(eventsOn(first)).doesNotContain("auth.token.reused critical");
  }

  @Test
  void renewsForThirtyDaysAndNoLonger() {
    TokenAnswer first = People.register(api);
    long ends = claims(first.refreshToken()).path("iat").asLong() + Duration.ofDays(30).toSeconds();
    TokenAnswer last = first;
    for (int week = 0; week < 4; week++) {
      clock.advance(Duration.ofDays(6));
      last = renewed(last);
    }
    clock.advance(Duration.ofDays(6).minusMinutes(10));
    last = renewed(last);
    assertThat(claims(last.refreshToken()).path("exp").asLong()).isBetween(ends - 1, ends + 1);
    assertThat(claims(last.accessToken()).path("exp").asLong()).isBetween(ends - 1, ends + 1);
    assertThat(last.expiresIn()).isBetween(598L, 601L);
    clock.advance(Duration.ofMinutes(11));
    refresh(api, last).expect(401);
  }

  @Test
  void namesRefreshTokensForARefreshAudienceAlone() {
    TokenAnswer answer = People.register(api);
    assertThat(claims(answer.refreshToken()).path("aud").asString())
        .isEqualTo("countersign-refresh");
    assertThat(claims(answer.accessToken()).path("aud").asString()).isEqualTo("countersign-api");
    assertThat(claims(answer.accessToken()).path("jti").asString())
        .isNotEqualTo(claims(answer.refreshToken()).path("jti").asString());
  }

  private TokenAnswer renewed(TokenAnswer answer) {
    return refresh(api, answer).expect(200).as(TokenAnswer.class);
  }

  private static ApiClient.Answer refresh(ApiClient client, TokenAnswer answer) {
    return client.post("/v1/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
  }

  private long tokensOf(TokenAnswer answer) {
    return superuser
        .sql("select count(*) from refresh_tokens where session_id = :session")
        .param("session", sessionOf(answer))
        .query(Long.class)
        .single();
  }

  private String endReasonOf(TokenAnswer answer) {
    return superuser
        .sql("select end_reason from sessions where id = :session")
        .param("session", sessionOf(answer))
        .query(String.class)
        .single();
  }

  private List<String> eventsOn(TokenAnswer answer) {
    return new ArrayList<>(
        superuser
            .sql("select type || ' ' || severity from audit_events where target_id = :target")
            .param("target", UserId.parse(answer.user().id()).orElseThrow().text())
            .query((row, number) -> row.getString(1))
            .list());
  }

  private static UUID sessionOf(TokenAnswer answer) {
    return SessionId.parse(claims(answer.accessToken()).path("sid").asString())
        .orElseThrow()
        .value();
  }

  private static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
  }
}
