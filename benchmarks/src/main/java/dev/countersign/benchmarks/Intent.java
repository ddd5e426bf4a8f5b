package dev.countersign.benchmarks;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something that a client asks for under its key and, once acknowledged, the first answer. */
final class Intent {
  /** What is asked for. */
  enum Kind {
    PAY,
    HOLD,
    CAPTURE,
    VOID,
    REVERSE
  }

  final Kind kind;
  final String key;
  final int payer;
  final int payee;
  final long cents;
  private final @Nullable Intent on;
  private volatile @Nullable JsonNode answer;

  private Intent(Kind kind, String key, int payer, int payee, long cents, @Nullable Intent on) {
    this.kind = kind;
    this.key = key;
    this.payer = payer;
    this.payee = payee;
    this.cents = cents;
    this.on = on;
  }

  static Intent paying(Kind kind, String key, int payer, int payee, long cents) {
    return new Intent(kind, key, payer, payee, cents, null);
  }

  /** The next step of a payment or hold that was acknowledged. */
  static Intent on(Intent earlier, Kind kind, String key, long cents) {
    return new Intent(kind, key, earlier.payer, earlier.payee, cents, earlier);
  }

  /** Whose token it takes: what is held or was paid is the payee's to go on with. */
  int actor() {
    return on == null ? payer : payee;
  }

  String path() {
    return on == null
        ? "/v1/payments"
        : "/v1/payments/" + on.id() + "/" + kind.name().toLowerCase(Locale.ROOT);
  }

  Map<String, Object> body() {
    return switch (kind) {
      case PAY -> payment(false);
      case HOLD -> payment(true);
      case CAPTURE -> Map.of("amount", decimal(cents), "final", true);
      case VOID -> Map.of();
      case REVERSE -> Map.of("amount", decimal(cents), "reason", "fault run");
    };
  }

  private Map<String, Object> payment(boolean isHeld) {
    return Map.of(
        "recipient", email(payee), "amount", decimal(cents), "currency", "USD", "hold", isHeld);
  }

  /** What is to be there at last: balances and what is held of them, by person. */
  void apply(long[] balances, long[] held) {
    switch (kind) {
      case PAY -> move(balances, payer, payee);
      case HOLD -> held[payer] += cents;
      case CAPTURE -> {
        held[payer] -= earlier().cents;
        move(balances, payer, payee);
      }
      case VOID -> held[payer] -= earlier().cents;
      case REVERSE -> move(balances, payee, payer);
    }
  }

  private void move(long[] balances, int from, int to) {
    balances[from] -= cents;
    balances[to] += cents;
  }

  private Intent earlier() {
    if (on == null) {
      throw new IllegalStateException(kind + " stands alone");
    }
    return on;
  }

  @Nullable JsonNode answer() {
    return answer;
  }

  void acknowledge(JsonNode first) {
    answer = first;
  }

  private String id() {
    JsonNode first = answer;
    return first == null ? "" : first.path("id").asString("");
  }

  static String email(int person) {
    return "person" + person + "@example.com";
  }

  static String decimal(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
