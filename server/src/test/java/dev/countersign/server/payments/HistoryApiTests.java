package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class HistoryApiTests {
  private final Purses purses;

  HistoryApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void narrowsAHistoryByEachOfItsFilters() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse eve = purses.empty();
    String toBen =
        ann.pay(
                new PaymentRequest(ben.email(), "5.00", "USD", Map.of("order", "A-1, B")),
                Purses.newKey())
            .expect(201)
            .json()
            .path("id")
            .asString();
    String toEve = ann.pay(eve.email(), "7.00").expect(201).json().path("id").asString();

    assertThat(ids(ann, "type=payment")).containsExactly(toEve, toBen);
    assertThat(ids(ann, "type=deposit")).hasSize(1);
    assertThat(ids(ann, "type=deposit&type=payment&status=completed")).hasSize(3);
    assertThat(ids(ann, "party=" + encoded(ben.email()))).containsExactly(toBen);
    assertThat(ids(ann, "party=" + eve.id())).containsExactly(toEve);
    assertThat(ids(ann, "party=nobody%40example.com")).isEmpty();
    assertThat(ids(ann, "min_amount=5.01&max_amount=7.00")).containsExactly(toEve);
    assertThat(ids(ann, "metadata=" + encoded("order=A-1, B"))).containsExactly(toBen);
    assertThat(ids(ann, "from=2000-01-01&to=2000-01-02")).isEmpty();
    assertThat(ids(ann, "from=2000-01-01")).hasSize(3);
    assertThat(ids(ann, "limit=1&offset=1")).containsExactly(toBen);
  }

  @Test
  void narrowsAHistoryByWherePaymentsStand() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String returned = ann.pay(ben.email(), "5.00").expect(201).json().path("id").asString();
    Map<String, String> reason = Map.of("reason", "returned goods");
    Purses.step(ben.api(), returned, "reverse", reason, Purses.newKey()).expect(201);

    assertThat(ids(ann, "status=reversed")).containsExactly(returned);
    assertThat(ids(ann, "status=completed")).hasSize(2).doesNotContain(returned);
    assertThat(ids(ann, "status=completed&status=reversed")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offset=-1",
        "offset=10001",
        "from=yesterday",
        "from=2000-01-02&to=2000-01-01",
        "sense=other",
        "type=other",
        "status=other",
        "status=pending",
        "min_amount=1e3",
        "max_amount=-1",
        "metadata=x",
        "metadata=%3Dx",
      })
  void refusesAFilterThatCannotBe(String query) {
    Purse ann = purses.empty();
    assertThat(
            ann.api()
                .get("/v1/transactions?" + query)
                .expect(400)
                .json()
                .path("errors")
                .path(0)
                .path("field")
                .asString())
        .isIn(
            "offset",
            "from",
            "to",
            "sense",
            "type",
            "status",
            "min_amount",
            "max_amount",
            "metadata");
  }

  @Test
  void showsTheHistoryOfAnyAccountToWhoeverMayReadTheLedgerOnly() {
    Purse ann = purses.with("9.00", "USD");
    String account = account(ann);

    assertThat(
            purses
                .administrator
                .get("/v1/transactions?account=" + account)
                .expect(200)
                .json()
                .path("transactions")
                .size())
        .isEqualTo(1);
    purses.empty().api().get("/v1/transactions?account=" + account).expect(404);
  }

  @Test
  void tellsABalanceAtAMomentInBothSenses() {
    Purse ann = purses.with("9.00", "USD");
    Instant before = Instant.now();
    purses
        .administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(
                ann.id(),
                "1.00",
                "USD",
                Purses.newKey(),
                Instant.parse("1993-07-05T12:00:00Z"),
                Map.of()))
        .expect(201);

    assertThat(balance(ann, "")).isEqualTo("10.00");
    assertThat(balance(ann, "?at=" + before)).isEqualTo("9.00");
    assertThat(balance(ann, "?sense=effective&at=" + before)).isEqualTo("10.00");
    assertThat(balance(ann, "?sense=effective&at=2000-01-01")).isEqualTo("1.00");
    assertThat(balance(ann, "?sense=recorded&at=2000-01-01")).isEqualTo("0.00");
  }

  @Test
  void tellsABalanceToItsOwnerAndWhoeverMayReadTheLedgerOnly() {
    Purse ann = purses.with("9.00", "USD");
    String path = "/v1/accounts/" + account(ann) + "/balance";

    purses.administrator.get(path).expect(200);
    purses.empty().api().get(path).expect(404);
    ann.api().get("/v1/accounts/nonsense/balance").expect(404);
    ann.api().get(path + "?at=x").expect(400);
    ann.api().get(path + "?sense=x").expect(400);
  }

  private static String balance(Purse purse, String query) {
    return purse
        .api()
        .get("/v1/accounts/" + account(purse) + "/balance" + query)
        .expect(200)
        .json()
        .path("balance")
        .asString();
  }

  private static String account(Purse purse) {
    return purse.api().get("/v1/account").json().path("accounts").path(0).path("id").asString();
  }

  private static List<String> ids(Purse purse, String query) {
    List<String> ids = new ArrayList<>();
    purse
        .api()
        .get("/v1/transactions?" + query)
        .expect(200)
        .json()
        .path("transactions")
        .forEach(payment -> ids.add(payment.path("id").asString()));
    return ids;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
