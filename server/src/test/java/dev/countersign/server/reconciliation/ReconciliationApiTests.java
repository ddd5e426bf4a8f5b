package dev.countersign.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.ReconciliationImport;
import dev.countersign.api.ReconciliationMatch;
import dev.countersign.api.ReconciliationMatchPage;
import dev.countersign.api.ReconciliationStanding;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class ReconciliationApiTests {
  private static final String COLUMNS =
      "&format=csv&date_column=date&amount_column=amount&reference_column=reference";
  private static final String FILE =
      """
      date,amount,reference
      2026-11-02,10.00,dep-1
      2026-11-03,20.00,bank-x
      2026-11-04,70.00,bank-y
      2026-11-05,-1.00,fee
      """;

  private final OtherTenant tenant;
  private final ApiClient administrator;
  private final String person;

  ReconciliationApiTests(@LocalServerPort int port, TestDatabase database) {
    ApiClient api = ApiClient.of(port);
    tenant = OtherTenant.create(api, Administrators.create(api, database), database);
    administrator = tenant.administrator();
    person = People.register(tenant.api()).user().id();
  }

  @Test
  void matchesWhatIsTheSameAndShowsTheRestOfBothSides() {
    deposits();

    ReconciliationImport taken = send(FILE, COLUMNS).expect(201).as(ReconciliationImport.class);
    ReconciliationStanding standing = standing();

    assertThat(taken.lines()).isEqualTo(4);
    assertThat(taken.newLines()).isEqualTo(4);
    assertThat(taken.matched()).isEqualTo(3);
    assertThat(standing.unmatchedLines()).isEqualTo(1);
    assertThat(standing.unmatchedLinesSum()).isEqualTo("-1.00");
    assertThat(standing.lines().getFirst().reference()).isEqualTo("fee");
    assertThat(standing.unmatchedEntries()).isEqualTo(1);
    assertThat(standing.entries().getFirst().amount()).isEqualTo("5.00");
    assertThat(matches())
        .extracting(ReconciliationMatch::rule)
        .containsExactlyInAnyOrder("reference", "date", "sum");
  }

  @Test
  void changesNothingWhenAFileComesAgainOrOverlaps() {
    deposits();
    ReconciliationImport first = send(FILE, COLUMNS).expect(201).as(ReconciliationImport.class);

    ReconciliationImport again = send(FILE, COLUMNS).expect(200).as(ReconciliationImport.class);
    ReconciliationImport overlapping =
        send(FILE + "2026-11-06,2.00,late\n", COLUMNS).expect(201).as(ReconciliationImport.class);

    assertThat(again.repeated()).isTrue();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(overlapping.newLines()).isEqualTo(1);
    assertThat(standing().unmatchedLines()).isEqualTo(2);
  }

  @Test
  void takesNothingOfAFileWithABadLine() {
    deposits();
    Answer refused = send(FILE + "yesterday,2.00,late\n", COLUMNS).expect(400);

    assertThat(refused.json().path("errors").path(0).path("field").asString())
        .isEqualTo("line 6: date");
    assertThat(standing().unmatchedLines()).isZero();
    send("<!DOCTYPE x><x/>", "&format=camt.053").expect(400);
    send("nonsense", "&format=mt940").expect(400);
    send(FILE, "&format=csv").expect(400);
    send(FILE, "&format=doc").expect(400);
    send(FILE, COLUMNS + "&delimiter=x").expect(400);
    send(FILE, COLUMNS + "&charset=EBCDIC").expect(400);
    send("x".repeat(9_000_000), COLUMNS).expect(413);
  }

  @Test
  void settlesByHandWithAReasonAndTakesItBack() {
    deposits();
    send(FILE, COLUMNS).expect(201);
    ReconciliationStanding before = standing();
    Map<String, Object> request =
        Map.of(
            "currency",
            "USD",
            "lines",
            List.of(before.lines().getFirst().id()),
            "payments",
            List.of(before.entries().getFirst().payment()),
            "reason",
            "a fee, and a deposit that the bank lost");

    ReconciliationMatch match =
        administrator
            .post("/v1/reconciliation/matches", request)
            .expect(201)
            .as(ReconciliationMatch.class);

    assertThat(match.rule()).isEqualTo("hand");
    assertThat(match.difference()).isEqualTo("-6.00");
    assertThat(standing().unmatchedLines()).isZero();
    assertThat(standing().unmatchedEntries()).isZero();
    assertThat(administrator.post("/v1/reconciliation/matches", request).expect(409).code())
        .isEqualTo("already_matched");

    String undo = "/v1/reconciliation/matches/" + match.id() + "/undo";
    administrator.post(undo, Map.of("reason", "a mistake")).expect(204);
    administrator.post(undo, Map.of("reason", "a mistake")).expect(404);
    assertThat(standing()).isEqualTo(before);
    assertThat(matches()).anyMatch(each -> each.undoneAt() != null);
    assertThat(administrator.get("/v1/audit/events?type=reconciliation.settled").text())
        .contains(match.id());
    assertThat(administrator.get("/v1/audit/events?type=reconciliation.undone").text())
        .contains(match.id());
  }

  @Test
  void isForWhoeverMayReadOrWriteTheLedger() {
    deposits();
    ApiClient person = tenant.api().withToken(People.register(tenant.api()).accessToken());
    person.get("/v1/reconciliation?currency=USD").expect(403);
    person.get("/v1/reconciliation/matches?currency=USD").expect(403);
    administrator.get("/v1/reconciliation").expect(400);
    administrator.get("/v1/reconciliation?currency=XXX").expect(404);
    administrator.post("/v1/reconciliation/run", Map.of("currency", "USD", "days", 40)).expect(400);
    administrator.post("/v1/reconciliation/run", Map.of("currency", "USD")).expect(200);
    administrator
        .post(
            "/v1/reconciliation/matches",
            Map.of("currency", "USD", "lines", List.of(), "payments", List.of(), "reason", "x"))
        .expect(400);
  }

  private void deposits() {
    deposit("dep-1", "10.00", "2026-11-01T12:00:00Z");
    deposit("dep-2", "20.00", "2026-11-02T12:00:00Z");
    deposit("dep-3", "30.00", "2026-11-03T12:00:00Z");
    deposit("dep-4", "40.00", "2026-11-04T12:00:00Z");
    deposit("dep-5", "5.00", "2026-11-12T12:00:00Z");
  }

  private void deposit(String reference, String amount, String at) {
    administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person, amount, "USD", reference, Instant.parse(at), Map.of()))
        .expect(201);
  }

  private Answer send(String file, String query) {
    return administrator
        .with("Content-Type", "application/octet-stream")
        .send(
            "POST",
            "/v1/reconciliation/imports?currency=USD" + query,
            BodyPublishers.ofString(file));
  }

  private ReconciliationStanding standing() {
    return administrator
        .get("/v1/reconciliation?currency=USD")
        .expect(200)
        .as(ReconciliationStanding.class);
  }

  private List<ReconciliationMatch> matches() {
    return administrator
        .get(
            "/v1/reconciliation/matches?currency="
                + URLEncoder.encode("USD", StandardCharsets.UTF_8))
        .expect(200)
        .as(ReconciliationMatchPage.class)
        .matches();
  }
}
