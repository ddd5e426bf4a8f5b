package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.api.ClientTokenAnswer;
import dev.countersign.api.DepositRequest;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs that come by themselves: RFC 6749 §4.4, and RFC 7523 for how they prove it. */
@ServerTest
class ClientCredentialsHttpTests {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final ApiClient api;
  private final ApiClient administrator;
  private final JdbcClient superuser;

  ClientCredentialsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  /** A client with its secret. */
  private record Known(String id, String secret) {}

  @Test
  void givesATokenToAClientByHeaderOrForm() {
    Known client = register(Map.of("scopes", List.of("admin"), "token_life", 120));
    Answer answer = byHeader(client, Map.of()).expect(200);
    assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    ClientTokenAnswer token = answer.as(ClientTokenAnswer.class);
    assertThat(token.tokenType()).isEqualTo("Bearer");
    assertThat(token.expiresIn()).isEqualTo(120);
    assertThat(token.scope()).isEqualTo("admin");
    JsonNode claims = claims(token.accessToken());
    assertThat(claims.path("sub").asString()).isEqualTo(client.id());
    assertThat(claims.path("client_id").asString()).isEqualTo(client.id());
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(120);
    assertThat(token.toString()).doesNotContain(token.accessToken());

    byForm(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                client.id(),
                "client_secret",
                client.secret()))
        .expect(200);
  }

  @Test
  void letsATokenDoWhatItsScopesSay() {
    Known client = register(Map.of("scopes", List.of("admin", "billing:read")));
    ApiClient admin = as(client, "admin");
    admin.get("/v1/admin/clients").expect(200);
    assertThat(admin.get("/v1/me").expect(403).code()).isEqualTo("person_required");
    assertThat(admin.get("/v1/sessions").expect(403).code()).isEqualTo("session_required");
    Answer refused = as(client, "billing:read").get("/v1/admin/clients").expect(403);
    assertThat(refused.code()).isEqualTo("insufficient_scope");
  }

  @Test
  void postsWhatAClientMay() {
    String person = People.register(api).user().id();
    Known client = register(Map.of("scopes", List.of("admin")));
    ApiClient service = as(client, "admin");
    DepositRequest deposit =
        new DepositRequest(person, "1.00", "USD", UUID.randomUUID().toString());
    service.post("/v1/admin/deposits", deposit).expect(201);
    administrator.delete("/v1/admin/clients/" + client.id()).expect(204);
    service.post("/v1/admin/deposits", deposit).expect(401);
  }

  @Test
  void givesNoMoreThanWasRegistered() {
    Known client = register(Map.of("scopes", List.of("billing:*")));
    assertThat(
            byHeader(client, Map.of("scope", "billing:read billing:write"))
                .expect(200)
                .json()
                .path("scope")
                .asString())
        .isEqualTo("billing:read billing:write");
    for (String scope : List.of("admin", "billing:read admin", "NO SUCH", "*:*")) {
      assertThat(error(byHeader(client, Map.of("scope", scope)).expect(400)))
          .isEqualTo("invalid_scope");
    }
    assertThat(error(byHeader(register(Map.of()), Map.of()).expect(400)))
        .isEqualTo("invalid_scope");
  }

  @Test
  void refusesInTheWordsOfTheStandard() {
    Known client = register(Map.of("scopes", List.of("read")));
    assertThat(error(byForm(Map.of()).expect(400))).isEqualTo("invalid_request");
    assertThat(error(byHeader(client, Map.of("grant_type", "password")).expect(400)))
        .isEqualTo("unsupported_grant_type");
    Answer nobody = byForm(Map.of("grant_type", "client_credentials")).expect(401);
    assertThat(error(nobody)).isEqualTo("invalid_client");
    assertThat(nobody.header("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(nobody.header("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    assertThat(error(byHeader(new Known(client.id(), "cs_wrong"), Map.of()).expect(401)))
        .isEqualTo("invalid_client");
    // Two ways at once are none (RFC 6749 §2.3).
    byHeader(client, Map.of("client_secret", client.secret())).expect(401);
    byHeader(client, Map.of("client_id", "cli_00000000000000000000000000")).expect(401);
    byHeader(client, Map.of("client_id", client.id())).expect(200);
    assertThat(
            error(
                send(api, "grant_type=client_credentials&grant_type=client_credentials")
                    .expect(400)))
        .isEqualTo("invalid_request");
  }

  @Test
  void tellsWhatATokenSaysAndEndsIt() {
    Known client =
        register(Map.of("scopes", List.of("admin"), "may_introspect", true, "may_revoke", true));
    String token = tokenOf(client, "admin");
    ApiClient basic = basic(client);
    JsonNode said = form(basic, "/oauth2/introspect", Map.of("token", token)).expect(200).json();
    assertThat(said.path("active").asBoolean()).isTrue();
    assertThat(said.path("sub").asString()).isEqualTo(client.id());
    assertThat(said.path("scope").asString()).isEqualTo("admin");
    api.withToken(token).get("/v1/admin/clients").expect(200);
    form(api, "/oauth2/revoke", Map.of("token", token)).expect(200);
    api.withToken(token).get("/v1/admin/clients").expect(401);
    assertThat(
            form(basic, "/oauth2/introspect", Map.of("token", token))
                .expect(200)
                .json()
                .path("active")
                .asBoolean())
        .isFalse();
  }

  @Test
  void endsTokensWithTheirClient() {
    Known client = register(Map.of("scopes", List.of("admin")));
    ApiClient service = as(client, "admin");
    service.get("/v1/admin/clients").expect(200);
    administrator.delete("/v1/admin/clients/" + client.id()).expect(204);
    service.get("/v1/admin/clients").expect(401);
  }

  @Test
  void takesAClientsOwnSignature() throws JOSEException {
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
    OctetKeyPair edwards = new OctetKeyPairGenerator(Curve.Ed25519).keyID("ed").generate();
    Known client = registerKeys(ec, rsa, edwards);
    signed(assertion(client, new ECDSASigner(ec), JWSAlgorithm.ES256, "ec", _ -> {})).expect(200);
    signed(assertion(client, new RSASSASigner(rsa), JWSAlgorithm.PS256, "rsa", _ -> {}))
        .expect(200);
    signed(assertion(client, new Ed25519Signer(edwards), JWSAlgorithm.EdDSA, "ed", _ -> {}))
        .expect(200);
  }

  @Test
  void takesASignatureOnce() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    Known client = registerKeys(key);
    String once = assertion(client, new ECDSASigner(key), JWSAlgorithm.ES256, "k", _ -> {});
    List<Future<Answer>> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> signed(once)));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Answer> answer : answers) {
      statuses.add(answer.get().status());
    }
    assertThat(statuses).containsOnlyOnce(200).contains(401);
    assertThat(error(signed(once).expect(401))).isEqualTo("invalid_client");
  }

  @Test
  void takesNoSignatureThatIsNotMeantForThis() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    Known client = registerKeys(key);
    Date later = Date.from(Instant.now().plus(Duration.ofMinutes(6)));
    Date past = Date.from(Instant.now().minus(Duration.ofMinutes(1)));
    List<Consumer<JWTClaimsSet.Builder>> faults =
        List.of(
            claims -> claims.audience("https://elsewhere.example"),
            claims -> claims.audience(List.of()),
            claims -> claims.expirationTime(later),
            claims -> claims.expirationTime(past),
            claims -> claims.expirationTime(null),
            claims -> claims.notBeforeTime(later),
            claims -> claims.jwtID(null),
            claims -> claims.issuer("cli_00000000000000000000000000"),
            claims -> claims.subject("cli_00000000000000000000000000"));
    for (Consumer<JWTClaimsSet.Builder> fault : faults) {
      signed(assertion(client, new ECDSASigner(key), JWSAlgorithm.ES256, "k", fault)).expect(401);
    }
    signed(assertion(client, new ECDSASigner(other), JWSAlgorithm.ES256, "k", _ -> {})).expect(401);
    signed("x").expect(401);
    signed("e30.e30.").expect(401);
    // A client without keys has none to sign with.
    signed(
            assertion(
                register(Map.of("scopes", List.of("read"))),
                new ECDSASigner(key),
                JWSAlgorithm.ES256,
                "k",
                _ -> {}))
        .expect(401);
  }

  @Test
  void registersNoKeysThatAreWeakOrPrivate() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    ECKey other = new ECKeyGenerator(Curve.P_384).keyID("k").generate();
    String secret = new JWKSet(key).toString(false);
    for (String keys :
        List.of("x", "{\"keys\":[]}", secret, new JWKSet(other.toPublicJWK()).toString())) {
      Answer refused =
          administrator.post("/v1/admin/clients", Map.of("name", "keys", "jwks", keys)).expect(400);
      assertThat(refused.json().path("errors").path(0).path("field").asString()).isEqualTo("jwks");
    }
    administrator.post("/v1/admin/clients", Map.of("name", "life", "token_life", 901)).expect(400);
  }

  @Test
  void recordsEveryTokenWithinSeconds() {
    Known client = register(Map.of("scopes", List.of("read")));
    for (int i = 0; i < 5; i++) {
      tokenOf(client, "read");
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (issued(client) < 5) {
      assertThat(System.nanoTime()).as("audit was told").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(issued(client)).isEqualTo(5);
  }

  private int issued(Known client) {
    return superuser
        .sql(
            "select count(*) from audit_events"
                + " where type = 'client.token.issued' and target_id = :id")
        .param("id", client.id())
        .query(Integer.class)
        .single();
  }

  private Known register(Map<String, Object> wish) {
    Map<String, Object> body = new HashMap<>(wish);
    body.put("name", "service");
    JsonNode answer = administrator.post("/v1/admin/clients", body).expect(201).json();
    return new Known(
        answer.path("client").path("client_id").asString(),
        answer.path("client_secret").asString());
  }

  private Known registerKeys(JWK... keys) {
    List<JWK> open = new ArrayList<>();
    for (JWK key : keys) {
      open.add(key.toPublicJWK());
    }
    return register(Map.of("scopes", List.of("read"), "jwks", new JWKSet(open).toString()));
  }

  private static String assertion(
      Known client,
      JWSSigner signer,
      JWSAlgorithm algorithm,
      String keyId,
      Consumer<JWTClaimsSet.Builder> change)
      throws JOSEException {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(client.id())
            .subject(client.id())
            .audience("countersign")
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(Instant.now()))
            .expirationTime(Date.from(Instant.now().plusSeconds(120)));
    change.accept(claims);
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
    jwt.sign(signer);
    return jwt.serialize();
  }

  private Answer signed(String assertion) {
    return byForm(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_assertion_type",
            ASSERTION_TYPE,
            "client_assertion",
            assertion));
  }

  private ApiClient as(Known client, String scope) {
    return api.withToken(tokenOf(client, scope));
  }

  private String tokenOf(Known client, String scope) {
    return byHeader(client, Map.of("scope", scope))
        .expect(200)
        .as(ClientTokenAnswer.class)
        .accessToken();
  }

  private Answer byHeader(Known client, Map<String, String> more) {
    Map<String, String> form = new HashMap<>(more);
    form.putIfAbsent("grant_type", "client_credentials");
    return form(basic(client), "/oauth2/token", form);
  }

  private Answer byForm(Map<String, String> form) {
    return form(api, "/oauth2/token", form);
  }

  private ApiClient basic(Known client) {
    String pair = client.id() + ":" + client.secret();
    return api.with(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static Answer form(ApiClient caller, String path, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return caller
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, BodyPublishers.ofString(body));
  }

  private static Answer send(ApiClient caller, String body) {
    return caller
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/oauth2/token", BodyPublishers.ofString(body));
  }

  private static String error(Answer answer) {
    return answer.json().path("error").asString();
  }

  private static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
  }
}
