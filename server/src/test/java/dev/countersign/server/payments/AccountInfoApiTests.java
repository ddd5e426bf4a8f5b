package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Who has which accounts, over HTTP: names may be remembered, balances never are. */
@ServerTest
class AccountInfoApiTests {
  private final Purses purses;
  private final PersonalData personalData;
  private final TenantTransactions transactions;

  AccountInfoApiTests(
      @LocalServerPort int port,
      TestDatabase database,
      PersonalData personalData,
      TenantTransactions transactions) {
    this.purses = new Purses(port, database);
    this.personalData = personalData;
    this.transactions = transactions;
  }

  @Test
  void tellsTheHolderAndEachBalanceAsItStands() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();

    assertThat(info(ann).at("/holder/id").asString()).isEqualTo(ann.id());
    assertThat(info(ann).at("/holder/email").asString()).isEqualTo(ann.email());
    assertThat(info(ann).at("/accounts/0/balance").asString()).isEqualTo("10.00");
    for (int paid = 1; paid <= 3; paid++) {
      ann.pay(ben.email(), "1.00").expect(201);
      assertThat(info(ann).at("/accounts/0/balance").asString()).isEqualTo(10 - paid + ".00");
      assertThat(info(ben).at("/accounts/0/balance").asString()).isEqualTo(paid + ".00");
    }
  }

  @Test
  void tellsAnAccountThatWasOpenedAMomentAgo() {
    Purse ann = purses.empty();
    assertThat(info(ann).path("accounts")).isEmpty();
    purses
        .with("5.00", "EUR")
        .pay(new PaymentRequest(ann.id(), "5.00", "EUR"), Purses.newKey())
        .expect(201);
    assertThat(info(ann).at("/accounts/0/currency").asString()).isEqualTo("EUR");
  }

  @Test
  void forgetsTheAddressOfWhoeverIsForgotten() {
    Purse ann = purses.empty();
    assertThat(info(ann).at("/holder/email").asString()).isEqualTo(ann.email());
    TenantId tenant = TenantId.parse(ann.token().user().tenantId()).orElseThrow();
    UserId user = UserId.parse(ann.id()).orElseThrow();
    transactions.run(tenant, () -> personalData.forget(tenant, user.value()));
    assertThat(info(ann).at("/holder/email").isMissingNode()).isTrue();
  }

  private static JsonNode info(Purse purse) {
    return purse.api().get("/v1/account").expect(200).json();
  }
}
