package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The product's promise where a client pays by a token of its own: both orders, on two threads. */
@ServerTest
class ClientJoinTests {
  private final Purses purses;
  private final Locks locks;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ClientJoinTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
    this.locks = new Locks(database);
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void refuseADepositWhoseClientIsRemovedBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Service service = register();
    try (Connection remover = locks.begin()) {
      Locks.execute(remover, "delete from clients where id = ?", service.uuid());
      // The edge has let it in; it waits for the remover inside the posting transaction.
      Future<Answer> deposit = threads.submit(() -> service.deposit(ann));
      locks.awaitBlocked(1);
      remover.commit();
      assertThat(deposit.get().expect(401).code()).isEqualTo("invalid_token");
    }
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void refuseADepositWhoseScopeIsTakenBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Service service = register();
    try (Connection taker = locks.begin()) {
      Locks.execute(taker, "update clients set scopes = '{read}' where id = ?", service.uuid());
      Future<Answer> deposit = threads.submit(() -> service.deposit(ann));
      locks.awaitBlocked(1);
      taker.commit();
      assertThat(deposit.get().expect(403).code()).isEqualTo("forbidden");
    }
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void letADepositThatIsBeingPostedFinishBeforeItsClientIsRemoved() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Service service = register();
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> deposit = threads.submit(() -> service.deposit(ann));
      locks.awaitBlocked(1);
      Future<Answer> removal =
          threads.submit(
              () -> purses.administrator.delete("/v1/admin/clients/" + service.clientId()));
      locks.awaitBlocked(2);
      assertThat(removal).isNotDone();
      slow.commit();
      deposit.get().expect(201);
      removal.get().expect(204);
    }
    assertThat(ann.balance()).isEqualTo("11.00");
    service.deposit(ann).expect(401);
  }

  private record Service(String clientId, ApiClient api) {
    UUID uuid() {
      return ClientId.parse(clientId).orElseThrow().value();
    }

    Answer deposit(Purse to) {
      return api.post(
          "/v1/admin/deposits", new DepositRequest(to.id(), "1.00", "USD", Purses.newKey()));
    }
  }

  private Service register() {
    JsonNode registered =
        purses
            .administrator
            .post("/v1/admin/clients", Map.of("name", "till", "scopes", List.of("admin")))
            .expect(201)
            .json();
    String id = registered.path("client").path("client_id").asString();
    String secret = id + ":" + registered.path("client_secret").asString();
    String token =
        purses
            .api
            .with(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
            .with("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/oauth2/token", BodyPublishers.ofString("grant_type=client_credentials"))
            .expect(200)
            .json()
            .path("access_token")
            .asString();
    return new Service(id, purses.api.withToken(token));
  }
}
