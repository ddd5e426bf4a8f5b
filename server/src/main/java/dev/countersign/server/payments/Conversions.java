package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.ledger.Conversion;
import dev.countersign.server.ledger.FirstAnswers;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * At which rate a payment turns one asset into another: the one that an administrator has stated.
 * Rates change; what was answered under a key does not.
 */
@Component
class Conversions {
  private final PaymentPolicies policies;
  private final FirstAnswers first;

  Conversions(PaymentPolicies policies, FirstAnswers first) {
    this.policies = policies;
    this.first = first;
  }

  Conversion of(TenantId tenant, IdempotencyKey key, PaymentTerms terms, Money from, Asset target) {
    Optional<Rate> stated = policies.of(tenant).rate(from.asset().code(), target.code());
    if (stated.isEmpty()) {
      return before(tenant, key)
          .orElseThrow(() ->
              Orders.atFault(
                  "target_currency", ErrorCode.NO_RATE, "Ask an administrator for a rate."));
    }
    Rate rate = stated.orElseThrow();
    BigDecimal seen = terms.rate();
    if (seen != null && seen.compareTo(rate.rate()) != 0) {
      return before(tenant, key).orElseThrow(() -> changed(rate));
    }
    return converted(rate, from, target);
  }

  /** At which rate this very request was converted when it first came. */
  private Optional<Conversion> before(TenantId tenant, IdempotencyKey key) {
    return first
        .find(tenant, key)
        .map(verdict ->
            switch (verdict) {
              case Verdict.Posted posted -> posted.transfer().conversion();
              case Verdict.Refused refused -> throw Refusals.problem(refused.refusal());
              case Verdict.Held held -> throw Postings.unasked(held);
            });
  }

  private static Conversion converted(Rate rate, Money from, Asset target) {
    try {
      long minor =
          Conversion.counterMinor(from.minor(), from.asset(), target, rate.rate(), rate.rounding());
      if (minor == 0) {
        throw Orders.atFault(
            "amount", ErrorCode.ZERO_AMOUNT, "Convert more: it comes to nothing at the rate.");
      }
      return new Conversion(target.code(), minor, rate.rate(), rate.source(), rate.rounding());
    } catch (ArithmeticException e) {
      throw Orders.atFault("amount", ErrorCode.AMOUNT_OVERFLOW, "Give a smaller amount.");
    }
  }

  private static ProblemException changed(Rate rate) {
    ProblemException fault =
        Orders.atFault("rate", ErrorCode.RATE_CHANGED, "Agree to the rate that holds now.");
    return new ProblemException(
        fault.code(),
        "Agree to the rate that holds now.",
        List.copyOf(fault.errors()),
        Map.of("rate", rate.rate().toPlainString()));
  }
}
