package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Limits as callers from many places meet them, behind a proxy that tells where they are. */
@ServerTest
@TestPropertySource(
    properties = {
      "countersign.mode=production",
      "server.address=127.0.0.1",
      "countersign.proxies=127.0.0.1",
      "countersign.public.url=https://accounts.example.org",
      "countersign.smtp.host=localhost",
      "countersign.smtp.tls=off",
      "countersign.smtp.from=accounts@example.org",
      "countersign.registration=immediate",
      "countersign.passwords.memory-kib=19456",
      "countersign.passwords.iterations=2",
      "countersign.limits=on",
    })
class AddressLimitsHttpTests {
  private static final String KEYS = "/.well-known/jwks.json";
  private static final int MANY = 300;

  private final ApiClient api;
  private final ApiClient pages;
  private final TestDatabase database;

  AddressLimitsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.pages = ApiClient.unchecked(port);
    this.database = database;
  }

  @Test
  void strangersAreHeldToTheLimitsOfTheTenantTheyCall() {
    OtherTenant tenant = tenant("203.0.113.1");
    tenant.administrator().put("/v1/admin/limits", Map.of("read", List.of("3/1m"))).expect(200);
    ApiClient stranger = from("203.0.113.2").with("X-Tenant-ID", tenant.view().slug());
    assertThat(stranger.get(KEYS).expect(200).header("X-RateLimit-Limit")).contains("3");
    stranger.get(KEYS).expect(200);
    stranger.get(KEYS).expect(200);
    assertThat(stranger.get(KEYS).expect(429).header("X-RateLimit-Limit")).contains("3");
    assertThat(from("203.0.113.2").get(KEYS).expect(200).header("X-RateLimit-Remaining"))
        .contains("96");
  }

  @Test
  void namingManyTenantsThatDoNotExistBuysNothing() {
    Map<Integer, Integer> answers = new HashMap<>();
    for (int i = 0; i < 110; i++) {
      Answer answer = from("203.0.113.3").with("X-Tenant-ID", "no-" + UUID.randomUUID()).get(KEYS);
      assertThat(answer.header("X-RateLimit-Limit")).contains("100");
      answers.merge(answer.status(), 1, Integer::sum);
    }
    assertThat(answers).containsEntry(404, 100).containsEntry(429, 10);
    from("203.0.113.3").get(KEYS).expect(429);
    from("203.0.113.4").get(KEYS).expect(200);
  }

  @Test
  void pagesTellTheirLimitAndSayWhenItIsReached() {
    ApiClient browser = pages.with("X-Forwarded-For", "203.0.113.5").with("Accept", "text/html");
    for (int left = 99; left >= 0; left--) {
      Answer page = browser.get(left % 2 == 0 ? "/console/sign-in" : "/reset").expect(200);
      assertThat(page.header("X-RateLimit-Limit")).contains("100");
      assertThat(page.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
    }
    Answer refused = browser.get("/console/sign-in").expect(429);
    assertThat(refused.header("Content-Type").orElseThrow()).startsWith("text/html");
    String wait = refused.header("Retry-After").orElseThrow();
    assertThat(refused.text()).contains("Too many pages at once", "Wait " + wait + " seconds");
    pages.with("X-Forwarded-For", "203.0.113.6").get("/console/sign-in").expect(200);
  }

  @Test
  void manyAddressesGetFiveTriesAtOneAccountAndItsOwnerGetsIn() {
    String email = People.newEmail();
    People.register(from("203.0.113.7"), email);
    from("203.0.113.7")
        .post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD))
        .expect(200);
    int judged = 0;
    for (int i = 0; i < MANY; i++) {
      ApiClient guesser = from("198.51." + (100 + i / 200) + "." + (1 + i % 200));
      judged += guess(guesser, email) == 401 ? 1 : 0;
    }
    assertThat(judged).isEqualTo(5);
    from("203.0.113.7")
        .post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD))
        .expect(200);
  }

  @Test
  void oneAddressGetsTenTriesAtManyAccounts() {
    int judged = 0;
    for (int i = 0; i < MANY; i++) {
      judged += guess(from("203.0.113.8"), "user-" + i + "@example.org") == 401 ? 1 : 0;
    }
    // One more where the minute's first part has ended meanwhile.
    assertThat(judged).isBetween(10, 20);
  }

  @Test
  void clientsBehindOneAddressAreCountedApartAndGuessesByAddress() {
    ApiClient administrator =
        Administrators.create(from("203.0.113.9"), database).with("X-Forwarded-For", "203.0.113.9");
    administrator
        .put("/v1/admin/limits", Map.of("paths", Map.of("/oauth2/token", List.of("5/1m"))))
        .expect(200);
    JsonNode one = client(administrator);
    JsonNode two = client(administrator);
    for (JsonNode client : List.of(one, two)) {
      for (int left = 4; left >= 0; left--) {
        Answer answer = token(client, client.path("client_secret").asString(), "203.0.113.10");
        assertThat(answer.expect(200).header("X-RateLimit-Remaining"))
            .contains(Integer.toString(left));
      }
      token(client, client.path("client_secret").asString(), "203.0.113.10").expect(429);
    }
    JsonNode three = client(administrator);
    for (int i = 0; i < 5; i++) {
      token(three, "a guess " + i, "203.0.113.11").expect(401);
    }
    assertThat(token(three, "a guess", "203.0.113.11").expect(429).header("Retry-After"))
        .isPresent();
    token(three, three.path("client_secret").asString(), "203.0.113.11").expect(429);
    token(three, three.path("client_secret").asString(), "203.0.113.10").expect(200);
  }

  private static JsonNode client(ApiClient administrator) {
    return administrator
        .post("/v1/admin/clients", Map.of("name", "c", "scopes", List.of("admin")))
        .expect(201)
        .json();
  }

  private Answer token(JsonNode client, String secret, String address) {
    String form =
        "grant_type=client_credentials&client_id="
            + client.path("client").path("client_id").asString()
            + "&client_secret="
            + secret.replace(" ", "+");
    return from(address)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/oauth2/token", BodyPublishers.ofString(form));
  }

  private static int guess(ApiClient guesser, String email) {
    Answer answer =
        guesser.post("/v1/auth/login", new LoginRequest(email, null, "a guess " + email));
    assertThat(answer.status()).isIn(401, 429);
    assertThat(answer.header("X-RateLimit-Limit")).contains("10");
    return answer.status();
  }

  private OtherTenant tenant(String address) {
    ApiClient there = from(address);
    return OtherTenant.create(there, Administrators.create(there, database), database);
  }

  private ApiClient from(String address) {
    return api.with("X-Forwarded-For", address);
  }
}
