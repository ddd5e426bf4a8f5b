package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class AccountStandingsApiTests {
  private final Purses purses;

  AccountStandingsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void closesAnEmptyAccountForGood() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.with("10.00", "USD");
    String close = "/v1/accounts/" + account(ann) + "/close";
    assertThat(ann.api().post(close).expect(409).code()).isEqualTo("account_not_empty");
    ben.api().post(close).expect(404);
    ann.pay(ben.email(), "10.00").expect(201);
    assertThat(ann.api().post(close).expect(200).json().path("status").asString())
        .isEqualTo("closed");
    ann.api().post(close).expect(200);
    assertThat(ben.pay(ann.email(), "1.00").expect(422).code()).isEqualTo("account_closed");
    assertThat(ann.balance()).isEqualTo("0.00");
  }

  @Test
  void freezesAndThawsOnABookkeepersWordOnly() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.with("10.00", "USD");
    String id = account(ann);
    ann.api().post("/v1/admin/accounts/" + id + "/freeze").expect(403);
    purses.administrator.post("/v1/admin/accounts/" + id + "/freeze").expect(200);
    assertThat(ann.pay(ben.email(), "1.00").expect(422).code()).isEqualTo("account_frozen");
    ben.pay(ann.email(), "1.00").expect(201);
    assertThat(ann.api().post("/v1/accounts/" + id + "/close").expect(422).code())
        .isEqualTo("account_frozen");
    purses.administrator.post("/v1/admin/accounts/" + id + "/thaw").expect(200);
    ann.pay(ben.email(), "1.00").expect(201);
  }

  private static String account(Purse purse) {
    return purse
        .api()
        .get("/v1/account")
        .expect(200)
        .json()
        .path("accounts")
        .path(0)
        .path("id")
        .asString();
  }
}
