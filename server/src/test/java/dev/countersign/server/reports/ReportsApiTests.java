package dev.countersign.server.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.TransactionReport;
import dev.countersign.api.TrialBalance;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class ReportsApiTests {
  private final OtherTenant tenant;
  private final ApiClient administrator;

  ReportsApiTests(@LocalServerPort int port, TestDatabase database) {
    ApiClient api = ApiClient.of(port);
    tenant = OtherTenant.create(api, Administrators.create(api, database), database);
    administrator = tenant.administrator();
  }

  @Test
  void balancesDebitsAndCreditsOfEachCurrencyAtAnyMoment() {
    TokenAnswer ann = People.register(tenant.api());
    deposit(ann, "10.00", "USD");
    deposit(ann, "500.00", "CZK");
    Instant between = Instant.now();
    deposit(ann, "7.00", "USD");

    TrialBalance now = trialBalance("");
    TrialBalance then = trialBalance("?at=" + between);

    assertThat(now.currencies())
        .extracting(TrialBalance.CurrencyTotal::currency, TrialBalance.CurrencyTotal::debits)
        .containsExactly(tuple("CZK", "500.00"), tuple("USD", "17.00"));
    assertThat(now.currencies()).allMatch(TrialBalance.CurrencyTotal::balanced);
    assertThat(then.currencies().getLast().credits()).isEqualTo("10.00");
    assertThat(then.currencies()).allMatch(TrialBalance.CurrencyTotal::balanced);
    assertThat(trialBalance("?at=2000-01-01").currencies()).isEmpty();
  }

  @Test
  void reportsWhatWasRecordedInAPeriod() {
    Instant start = Instant.now();
    TokenAnswer ann = People.register(tenant.api());
    TokenAnswer ben = People.register(tenant.api());
    deposit(ann, "10.00", "USD");
    assertThat(pay(ann, ben, "4.00")).isEqualTo(201);
    assertThat(pay(ann, ben, "400.00")).isEqualTo(422);

    TransactionReport report =
        administrator
            .get("/v1/reports/transactions?from=" + start + "&to=" + Instant.now().plusSeconds(1))
            .expect(200)
            .as(TransactionReport.class);

    assertThat(report.periodStart()).isBefore(report.periodEnd());
    assertThat(report.totalTransactions()).isEqualTo(2);
    assertThat(report.totalVolume()).containsEntry("USD", "14.00");
    assertThat(report.currencyBreakdown()).hasSize(2);
    assertThat(report.userActivity().activeUsers()).isEqualTo(2);
    assertThat(report.userActivity().mostActive().getFirst().user()).isEqualTo(ann.user().id());
    assertThat(report.fraudFlags()).containsEntry("insufficient_funds", 1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trial-balance?at=x",
        "transactions",
        "transactions?from=2020-01-01",
        "transactions?from=2020-01-02&to=2020-01-01",
      })
  void refusesWhatIsNoTimeOrPeriod(String path) {
    administrator.get("/v1/reports/" + path).expect(400);
  }

  @Test
  void isForWhoeverMayReadTheLedger() {
    ApiClient person = tenant.api().withToken(People.register(tenant.api()).accessToken());
    person.get("/v1/reports/trial-balance").expect(403);
    person.get("/v1/reports/transactions?from=2020-01-01&to=2020-01-02").expect(403);
  }

  private TrialBalance trialBalance(String query) {
    return administrator
        .get("/v1/reports/trial-balance" + query)
        .expect(200)
        .as(TrialBalance.class);
  }

  private void deposit(TokenAnswer person, String amount, String currency) {
    administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), amount, currency, UUID.randomUUID().toString()))
        .expect(201);
  }

  private int pay(TokenAnswer payer, TokenAnswer payee, String amount) {
    return tenant
        .api()
        .withToken(payer.accessToken())
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/payments", new PaymentRequest(payee.user().id(), amount, "USD"))
        .status();
  }
}
