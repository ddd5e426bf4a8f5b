package dev.countersign.server.payments;

import dev.countersign.api.AccountBatchAnswer;
import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AccountOpening;
import dev.countersign.api.AccountOpeningStatus;
import dev.countersign.api.AccountResult;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountOpenings;
import dev.countersign.server.ledger.AccountOpenings.Opening;
import dev.countersign.server.ledger.AccountOpenings.Outcome;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Opens lists of accounts; an item that cannot be read is refused by itself. */
@Component
class AccountBatches {
  private static final int REFERENCE_MAX = 255;

  private final Orders orders;
  private final Answers answers;
  private final AccountOpenings openings;

  AccountBatches(Orders orders, Answers answers, AccountOpenings openings) {
    this.orders = orders;
    this.answers = answers;
    this.openings = openings;
  }

  AccountBatchAnswer open(Caller caller, AccountBatchRequest request) {
    List<AccountOpening> items = BatchItems.verified("accounts", request.accounts());
    List<Optional<Opening>> reads = new ArrayList<>();
    List<AccountResult> results = new ArrayList<>();
    for (AccountOpening item : items) {
      try {
        reads.add(Optional.of(read(caller, item)));
      } catch (ProblemException refused) {
        reads.add(Optional.empty());
        results.add(refused(item, refused.code(), BatchItems.sentence(refused)));
      }
    }
    return new AccountBatchAnswer(merge(caller, items, reads, results));
  }

  private List<AccountResult> merge(
      Caller caller,
      List<AccountOpening> items,
      List<Optional<Opening>> reads,
      List<AccountResult> refused) {
    List<Opening> wanted = reads.stream().flatMap(Optional::stream).toList();
    List<Outcome> outcomes =
        openings.open(
            new AccountOpenings.Request(
                caller.tenant(), Orders.authority(caller), Orders.requestId(), wanted));
    List<AccountResult> results = new ArrayList<>(items.size());
    int opened = 0;
    int unreadable = 0;
    for (int index = 0; index < items.size(); index++) {
      results.add(
          reads.get(index).isPresent()
              ? result(items.get(index), outcomes.get(opened++))
              : refused.get(unreadable++));
    }
    return results;
  }

  private Opening read(Caller caller, AccountOpening item) {
    Fields fields = new Fields();
    String reference = fields.text("external_reference", item.externalReference(), REFERENCE_MAX);
    String currency = fields.text("currency", item.currency(), Orders.CURRENCY_MAX);
    String limit =
        fields
            .optionalText("overdraft_limit", item.overdraftLimit(), Orders.AMOUNT_MAX)
            .orElse("0");
    fields.verify();
    Asset asset = orders.asset(caller.tenant(), currency);
    return new Opening(reference, currency, Amounts.notNegative("overdraft_limit", limit, asset));
  }

  private AccountResult result(AccountOpening item, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Opened opened ->
          new AccountResult(
              item.externalReference(),
              opened.replayed() ? AccountOpeningStatus.EXISTING : AccountOpeningStatus.OPENED,
              answers.account(opened.account()),
              null,
              null);
      case Outcome.Conflict ignored ->
          refused(
              item,
              ErrorCode.IDEMPOTENCY_CONFLICT,
              "An account of another currency or limit has this reference.");
      case Outcome.UnknownAsset unknown ->
          refused(item, ErrorCode.UNKNOWN_ASSET, "No such asset: " + unknown.asset());
    };
  }

  private static AccountResult refused(AccountOpening item, ErrorCode code, String message) {
    return new AccountResult(
        String.valueOf(item.externalReference()),
        AccountOpeningStatus.REFUSED,
        null,
        code.wireName(),
        message);
  }
}
