package dev.countersign.server.console;

import dev.countersign.server.console.page.PaymentList.Search;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.payments.PaymentDesk;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What payments are looked for, as a form sends it. A last day is looked at whole.
 *
 * @param after where the page before ended
 */
record PaymentSearchForm(
    @Nullable String from,
    @Nullable String to,
    @Nullable String status,
    @Nullable String type,
    @Nullable String party,
    @Nullable String least,
    @Nullable String most,
    @Nullable String after) {

  Search shown() {
    return new Search(
        text(from), text(to), text(status), text(type), text(party), text(least), text(most));
  }

  /** What is held has states of its own; empty where what has moved is looked for. */
  Optional<HeldPayment.State> state() {
    return Optional.ofNullable(
        switch (text(status)) {
          case "held" -> HeldPayment.State.OPEN;
          case "captured" -> HeldPayment.State.CAPTURED;
          case "voided" -> HeldPayment.State.VOIDED;
          case "expired" -> HeldPayment.State.EXPIRED;
          default -> null;
        });
  }

  PaymentDesk.Search asked() {
    return new PaymentDesk.Search(
        given(from),
        dayAfter(text(to)),
        given(party),
        state().isPresent() ? List.of() : given(status) == null ? List.of() : List.of(text(status)),
        given(type) == null ? List.of() : List.of(text(type)),
        given(least),
        given(most));
  }

  /** The address of the page that begins behind something; of the first for {@code null}. */
  String address(String page, @Nullable String next) {
    Search shown = shown();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("from", shown.from());
    values.put("to", shown.to());
    values.put("status", shown.status());
    values.put("type", shown.type());
    values.put("party", shown.party());
    values.put("least", shown.least());
    values.put("most", shown.most());
    values.put("after", next == null ? "" : next);
    values.values().removeIf(String::isEmpty);
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(page);
    values.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  // What is no day is left to be found fault with.
  private static @Nullable String dayAfter(String day) {
    try {
      return day.isEmpty() ? null : LocalDate.parse(day).plusDays(1).toString();
    } catch (DateTimeException notADay) {
      return day;
    }
  }

  private static @Nullable String given(@Nullable String text) {
    return text(text).isEmpty() ? null : text(text);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
