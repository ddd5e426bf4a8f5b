package dev.countersign.server.payments;

import dev.countersign.api.BalanceAnswer;
import dev.countersign.api.BalanceSense;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.PastBalances;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.ledger.VisibleAccounts;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Moments;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an account held at a moment. */
@RestController
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND})
class BalanceController {
  private static final int TEXT_MAX = 64;

  private final VisibleAccounts visible;
  private final PastBalances balances;
  private final Assets assets;
  private final InstantSource clock;

  BalanceController(
      VisibleAccounts visible, PastBalances balances, Assets assets, InstantSource clock) {
    this.visible = visible;
    this.balances = balances;
    this.assets = assets;
    this.clock = clock;
  }

  @Operation(
      summary = "What an account held at the end of a moment",
      description =
          "Of one's own accounts, or of any with the permission ledger:read. In the sense recorded"
              + " it is what had been written by then, and never changes; in the sense effective it"
              + " is what counts from then on, whenever it was written.")
  @GetMapping(path = "/v1/accounts/{id}/balance", produces = MediaType.APPLICATION_JSON_VALUE)
  BalanceAnswer balance(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @Parameter(description = "A time, or a day for its first moment in UTC; now without")
          @RequestParam(required = false)
          @Nullable String at,
      @Parameter(description = "recorded or effective") @RequestParam(defaultValue = "recorded")
          String sense) {
    Fields fields = new Fields();
    Instant moment =
        at == null
            ? StoredTime.now(clock)
            : fields
                .parsed("at", at, TEXT_MAX, Moments::read, "Give a time or a day.")
                .orElse(Instant.EPOCH)
                .truncatedTo(ChronoUnit.MICROS);
    Sense which =
        fields
            .parsed("sense", sense, TEXT_MAX, HistoryFilters::sense, "recorded or effective.")
            .orElse(Sense.RECORDED);
    fields.verify();
    Account account = visible.require(caller, id);
    Asset asset =
        assets
            .find(caller.tenant(), account.asset())
            .orElseThrow(() -> new IllegalStateException("assets never go"));
    long minor = balances.at(caller.tenant(), account.id(), moment, which);
    return new BalanceAnswer(
        account.id().text(),
        account.asset(),
        new Money(minor, asset).text(),
        moment,
        BalanceSense.valueOf(which.name()));
  }
}
