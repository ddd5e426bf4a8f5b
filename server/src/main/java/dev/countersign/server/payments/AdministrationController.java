package dev.countersign.server.payments;

import dev.countersign.api.AccountBatchAnswer;
import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.Payment;
import dev.countersign.api.TransactionBatchAnswer;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Money in and out, and whole books at once, by an administrator. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class AdministrationController {
  private final Orders orders;
  private final Postings postings;
  private final Answers answers;
  private final TransactionBatches transactions;
  private final AccountBatches accounts;

  AdministrationController(
      Orders orders,
      Postings postings,
      Answers answers,
      TransactionBatches transactions,
      AccountBatches accounts) {
    this.answers = answers;
    this.orders = orders;
    this.postings = postings;
    this.transactions = transactions;
    this.accounts = accounts;
  }

  @Operation(
      summary = "Bring money in from outside",
      description = "The reference makes it idempotent: a repeat gets the first answer.")
  @PostsMoney
  @PostMapping("/v1/admin/deposits")
  ResponseEntity<Payment> deposit(
      @AuthenticationPrincipal Caller caller, @RequestBody DepositRequest request) {
    return move(caller, Transfer.Type.DEPOSIT, request);
  }

  @Operation(
      summary = "Send money outside",
      description = "The reference makes it idempotent: a repeat gets the first answer.")
  @PostsMoney
  @PostMapping("/v1/admin/withdrawals")
  ResponseEntity<Payment> withdraw(
      @AuthenticationPrincipal Caller caller, @RequestBody DepositRequest request) {
    return move(caller, Transfer.Type.WITHDRAWAL, request);
  }

  @Operation(
      summary = "Open accounts",
      description = "Up to 1,000, each with its own verdict, in order. Safe to repeat.")
  @PostMapping("/v1/admin/accounts/batch")
  AccountBatchAnswer openAccounts(
      @AuthenticationPrincipal Caller caller, @RequestBody AccountBatchRequest request) {
    return accounts.open(caller, request);
  }

  @Operation(
      summary = "Post transactions",
      description =
          "Up to 1,000, in order, each with its own verdict and its own reference. Safe to repeat as"
              + " a whole: what was posted before answers as it did then.")
  @PostMapping("/v1/admin/transactions/batch")
  TransactionBatchAnswer post(
      @AuthenticationPrincipal Caller caller, @RequestBody TransactionBatchRequest request) {
    return transactions.post(caller, request);
  }

  private ResponseEntity<Payment> move(Caller caller, Transfer.Type type, DepositRequest request) {
    Transfer transfer = orders.fromOrToOutside(caller, type, request);
    return switch (postings.post(transfer)) {
      case Verdict.Refused refused -> throw Refusals.problem(refused.refusal());
      case Verdict.Posted posted ->
          ReplayAware.answer(
              posted.replayed(), answers.payment(posted.transfer(), account -> true));
      case Verdict.Held held -> throw Postings.unasked(held);
    };
  }
}
