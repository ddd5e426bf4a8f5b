package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of clients, introspection and revocation have in common. */
@ServerTest
abstract class OAuthScene {
  final ApiClient api;
  final ApiClient administrator;
  final JdbcClient superuser;

  OAuthScene(int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  void assertInactive(ApiClient client, String token) {
    assertThat(introspect(client, token).expect(200).text()).isEqualTo("{\"active\":false}");
  }

  static Answer introspect(ApiClient client, String token) {
    return form(client, "/oauth2/introspect", Map.of("token", token));
  }

  Answer revoke(@Nullable String kind, @Nullable String subject, String reason) {
    Map<String, Object> body = new HashMap<>();
    body.put("reason", reason);
    if (kind != null) {
      body.put("kind", kind);
    }
    if (subject != null) {
      body.put("subject", subject);
    }
    return administrator.post("/v1/admin/revocations", body);
  }

  ApiClient client(boolean mayIntrospect, boolean mayRevoke) {
    JsonNode registered = register("test", mayIntrospect, mayRevoke);
    return basic(
        registered.path("client").path("client_id").asString(),
        registered.path("client_secret").asString());
  }

  JsonNode register(String name, boolean mayIntrospect, boolean mayRevoke) {
    return administrator
        .post(
            "/v1/admin/clients",
            Map.of("name", name, "may_introspect", mayIntrospect, "may_revoke", mayRevoke))
        .expect(201)
        .json();
  }

  ApiClient basic(String id, String secret) {
    String pair = id + ":" + secret;
    return api.with(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  static Answer form(ApiClient client, String path, Map<String, String> fields) {
    StringBuilder body = new StringBuilder();
    fields.forEach((name, value) ->
        body.append(body.isEmpty() ? "" : "&")
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return client
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, BodyPublishers.ofString(body.toString()));
  }

  static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
  }
}
