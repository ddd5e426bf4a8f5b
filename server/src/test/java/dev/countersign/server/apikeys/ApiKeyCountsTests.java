package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** How many keys a person and a tenant may have, as a tenant's own settings say. */
@ServerTest
class ApiKeyCountsTests {
  private static final String PER_USER = "api_keys.per_user";
  private static final String PER_TENANT = "api_keys.per_tenant";

  private final ApiClient operator;
  private final OtherTenant tenant;

  ApiKeyCountsTests(@LocalServerPort int port, TestDatabase database) {
    ApiClient api = ApiClient.of(port);
    this.operator = Administrators.create(api, database);
    this.tenant = OtherTenant.create(api, operator, database);
  }

  @Test
  void areTheTenantsOwnForEachPersonFromTheNextKeyOn() {
    set(Map.of(PER_USER, "2"));
    ApiClient ann = person();
    make(ann).expect(201);
    make(ann).expect(201);
    Answer refused = make(ann).expect(409);
    assertThat(refused.code()).isEqualTo("too_many_api_keys");
    assertThat(refused.text()).contains("You have 2 keys");
    make(person()).expect(201);
    set(Map.of(PER_USER, "3"));
    make(ann).expect(201);
    make(ann).expect(409);
  }

  @Test
  void takeNoKeyAwayWhenTheyAreLowered() {
    ApiClient ann = person();
    String first = make(ann).expect(201).json().path("key_id").asString();
    make(ann).expect(201);
    set(Map.of(PER_USER, "1"));
    assertThat(ann.get("/v1/api-keys").expect(200).text()).contains(first);
    ann.delete("/v1/api-keys/" + first).expect(204);
    make(ann).expect(409);
  }

  @Test
  void areTheTenantsOwnForAllPeopleAndServicesTogether() {
    set(Map.of(PER_TENANT, "3"));
    ApiClient ann = person();
    make(ann).expect(201);
    String ofService =
        tenant
            .administrator()
            .post("/v1/api-keys", Map.of("name", "service", "is_service_key", true))
            .expect(201)
            .json()
            .path("key_id")
            .asString();
    make(person()).expect(201);
    Answer refused = make(ann).expect(409);
    assertThat(refused.code()).isEqualTo("too_many_api_keys");
    assertThat(refused.text()).contains("The tenant has 3 keys");
    tenant.administrator().delete("/v1/api-keys/" + ofService).expect(204);
    make(ann).expect(201);
    // Another tenant's are another's.
    make(operator).expect(201);
  }

  @Test
  void giveTheLastPlaceOfAPersonToOneOfTwoWhoAskAtOnce() throws Exception {
    set(Map.of(PER_USER, "3"));
    for (int round = 0; round < 5; round++) {
      ApiClient ann = person();
      make(ann).expect(201);
      make(ann).expect(201);
      assertThat(atOnce(ann, ann)).containsExactlyInAnyOrder(201, 409);
    }
  }

  @Test
  void giveTheLastPlaceOfATenantToOneOfTwoPeopleWhoAskAtOnce() throws Exception {
    for (int round = 1; round <= 5; round++) {
      set(Map.of(PER_TENANT, Integer.toString(round)));
      assertThat(atOnce(person(), person())).containsExactlyInAnyOrder(201, 409);
    }
  }

  @Test
  void areWithinBounds() {
    for (String value : List.of("0", "51", "-1", "many")) {
      assertThat(change(Map.of(PER_USER, value)).expect(400).code()).isEqualTo("invalid_request");
    }
    for (String value : List.of("0", "201", "1e2")) {
      assertThat(change(Map.of(PER_TENANT, value)).expect(400).code()).isEqualTo("invalid_request");
    }
  }

  private static List<Integer> atOnce(ApiClient one, ApiClient other) throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (ApiClient client : List.of(one, other)) {
        asked.add(
            threads.submit(() -> {
              together.await(30, TimeUnit.SECONDS);
              return make(client).status();
            }));
      }
      for (Future<Integer> answer : asked) {
        statuses.add(answer.get());
      }
    }
    return statuses;
  }

  private void set(Map<String, String> settings) {
    change(settings).expect(200);
  }

  private Answer change(Map<String, String> settings) {
    return operator.send(
        "PATCH",
        "/v1/admin/tenants/" + tenant.view().id(),
        BodyPublishers.ofString(
            JsonMapper.shared().writeValueAsString(Map.of("settings", settings))));
  }

  private ApiClient person() {
    return tenant.api().withToken(People.register(tenant.api()).accessToken());
  }

  private static Answer make(ApiClient owner) {
    return owner.post("/v1/api-keys", Map.of("name", "one more"));
  }
}
