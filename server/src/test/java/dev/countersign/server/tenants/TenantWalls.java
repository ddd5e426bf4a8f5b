package dev.countersign.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.ElevationRequest;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.RouteRule;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.webhooks.WebhookId;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks every endpoint as the administrator of one tenant, with everything of another one: nothing
 * of it is there.
 */
final class TenantWalls {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

  /** Of the operator, whose ids are tenants. */
  private static final Pattern OPERATORS = Pattern.compile("/v1/admin/tenants.*");

  private static final Map<String, Object> BODY =
      Map.of("reason", "a walk", "role", "user", "grace_minutes", 1);

  private final ApiClient api;
  private final TestDatabase database;
  private final OtherTenant theirs;
  private final OtherTenant ours;
  private final TokenAnswer person;

  TenantWalls(int port, TestDatabase database) {
    this.api = ApiClient.unchecked(port);
    this.database = database;
    ApiClient operator = Administrators.create(api, database);
    this.theirs = OtherTenant.create(api, operator, database);
    this.ours = OtherTenant.create(api, operator, database);
    this.person = People.register(theirs.api());
    fill();
  }

  private void fill() {
    ApiClient administrator = theirs.administrator();
    administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), "10.00", "USD", UUID.randomUUID().toString()))
        .expect(201);
    theirs
        .api()
        .withToken(person.accessToken())
        .post("/v1/elevations", new ElevationRequest("auditor", "a walk", 5))
        .expect(201);
    theirs
        .api()
        .withToken(person.accessToken())
        .with("Idempotency-Key", "a walk")
        .post(
            "/v1/schedules",
            Map.of(
                "recipient", People.register(theirs.api()).user().id(),
                "amount", "1.00",
                "currency", "USD",
                "starts_at", "2097-01-31T09:00",
                "time_zone", "Europe/Prague",
                "frequency", "monthly"))
        .expect(201);
    theirs
        .api()
        .withToken(person.accessToken())
        .with("Idempotency-Key", "a walk")
        .post(
            "/v1/payment-requests",
            Map.of(
                "payer", People.register(theirs.api()).user().id(),
                "amount", "1.00",
                "currency", "USD"))
        .expect(201);
    administrator.post("/v1/admin/clients", Map.of("name", "a walk")).expect(201);
    administrator
        .post("/v1/admin/invitations", Map.of("email", People.newEmail(), "role", "user"))
        .expect(201);
    administrator.post("/v1/api-keys", Map.of("name", "a walk")).expect(201);
    administrator.post("/v1/webhooks", Map.of("url", "https://webhooks.invalid/in")).expect(201);
    administrator
        .post(
            "/v1/transactions/token",
            new MandateRequest(person.user().id(), "USD", "1.00", 1, 3_600))
        .expect(201);
  }

  /** What of the other tenant came out of endpoints that take ids. */
  List<String> foundByIds(RequestMappingHandlerMapping endpoints) {
    List<String> found = new ArrayList<>();
    List<String> ids = ids();
    assertThat(ids).hasSizeGreaterThan(6);
    for (String endpoint : withIds(endpoints)) {
      String[] parts = endpoint.split(" ", 2);
      Set<Integer> answers = new TreeSet<>();
      for (String id : ids) {
        String path = VARIABLE.matcher(parts[1]).replaceFirst(id);
        path = VARIABLE.matcher(path).replaceAll("user");
        int status = call(parts[0], path);
        answers.add(status);
        if (status < 400 || status >= 500) {
          found.add(parts[0] + " " + path + " -> " + status);
        }
      }
      if (!answers.contains(404) && !isGuardedByAFactor(parts[0], parts[1])) {
        found.add(endpoint + " never says that there is nothing: " + answers);
      }
    }
    return found;
  }

  /** What of the other tenant is in what endpoints without ids list. */
  List<String> foundInLists(RequestMappingHandlerMapping endpoints) {
    List<String> found = new ArrayList<>();
    List<String> ids = ids();
    for (String endpoint : all(endpoints)) {
      if (endpoint.startsWith("GET /v1") && !endpoint.contains("{")) {
        String answer = ours.administrator().get(endpoint.substring(4)).text();
        ids.stream().filter(answer::contains).forEach(id -> found.add(endpoint + " tells " + id));
      }
    }
    return found;
  }

  private int call(String method, String path) {
    ApiClient caller = ours.administrator().with("Idempotency-Key", "a walk");
    return method.equals("GET") || method.equals("DELETE")
        ? caller.send(method, path, BodyPublishers.noBody()).status()
        : send(caller, method, path);
  }

  // Bodies are read strictly, so what an endpoint does not know is left out step by step.
  private static int send(ApiClient caller, String method, String path) {
    int status = 400;
    for (Map<String, ?> body :
        List.<Map<String, ?>>of(
            BODY,
            Map.of("reason", "a walk"),
            Map.of("role", "user"),
            Map.of("grace_minutes", 1),
            Map.of("code", "123456"),
            Map.of())) {
      status =
          caller
              .send(
                  method,
                  path,
                  BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
              .status();
      if (status != 400) {
        return status;
      }
    }
    return status;
  }

  private static boolean isGuardedByAFactor(String method, String pattern) {
    return RouteRules.find(
            method, PathContainer.parsePath(VARIABLE.matcher(pattern).replaceAll("x")))
        .map(RouteRule::factorMaxAge)
        .isPresent();
  }

  private static Set<String> withIds(RequestMappingHandlerMapping endpoints) {
    Set<String> found = new TreeSet<>(all(endpoints));
    found.removeIf(endpoint ->
        !endpoint.contains("{") || OPERATORS.matcher(endpoint.split(" ", 2)[1]).matches());
    return found;
  }

  private static Set<String> all(RequestMappingHandlerMapping endpoints) {
    Set<String> found = new TreeSet<>();
    for (RequestMappingInfo mapping : endpoints.getHandlerMethods().keySet()) {
      for (String pattern : mapping.getPatternValues()) {
        for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
          if (pattern.startsWith("/v1/")) {
            found.add(method + " " + pattern);
          }
        }
      }
    }
    return found;
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    Map<String, Function<UUID, TypedId>> tables =
        Map.ofEntries(
            Map.entry("users", UserId::new),
            Map.entry("sessions", SessionId::new),
            Map.entry("clients", ClientId::new),
            Map.entry("api_keys", ApiKeyId::new),
            Map.entry("elevations", ElevationId::new),
            Map.entry("schedules", ScheduleId::new),
            Map.entry("payment_requests", RequestToPayId::new),
            Map.entry("payments", PaymentId::new),
            Map.entry("mandates", MandateId::new),
            Map.entry("audit_events", EventId::new),
            Map.entry("webhooks", WebhookId::new));
    tables.forEach((table, typed) ->
        JdbcClient.create(StoreFixture.source(database.superuser()))
            .sql("select id from " + table + " where tenant_id = :tenant limit 3")
            .param(
                "tenant",
                dev.countersign.server.platform.id.TenantId.parse(theirs.view().id())
                    .orElseThrow()
                    .value())
            .query(UUID.class)
            .list()
            .forEach(id -> ids.add(typed.apply(id).text())));
    return ids;
  }
}
