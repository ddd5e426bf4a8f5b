package dev.countersign.server.payments;

import dev.countersign.api.PaymentStatus;
import dev.countersign.api.PaymentType;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.HistoryFilter;
import dev.countersign.server.ledger.HistoryFilter.Note;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Moments;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads by what a history is to be narrowed, or refuses it by field. */
@Component
class HistoryFilters {
  private static final int TEXT_MAX = 64;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,19}(?:\\.[0-9]{1,9})?");

  private final Recipients recipients;
  private final Accounts accounts;

  HistoryFilters(Recipients recipients, Accounts accounts) {
    this.recipients = recipients;
    this.accounts = accounts;
  }

  /** What was asked, as it came. */
  record Asked(
      @Nullable String from,
      @Nullable String to,
      @Nullable String sense,
      @Nullable String party,
      List<String> status,
      List<String> type,
      @Nullable String minAmount,
      @Nullable String maxAmount,
      List<String> metadata) {}

  HistoryFilter read(TenantId tenant, Fields fields, Asked asked) {
    Instant from = optional(fields, "from", asked.from(), Moments::read, "Give a time or a day.");
    Instant to = optional(fields, "to", asked.to(), Moments::read, "Give a time or a day.");
    if (from != null && to != null && !from.isBefore(to)) {
      fields.fault("to", "out_of_range", "Give a later time than in from.");
    }
    Sense sense =
        optional(fields, "sense", asked.sense(), HistoryFilters::sense, "recorded or effective.");
    BigDecimal min = amount(fields, "min_amount", asked.minAmount());
    BigDecimal max = amount(fields, "max_amount", asked.maxAmount());
    List<Transfer.Type> types = all(fields, "type", asked.type(), HistoryFilters::type);
    Set<PaymentStatus> statuses =
        Set.copyOf(all(fields, "status", asked.status(), HistoryFilters::status));
    List<Note> notes = notes(fields, asked.metadata());
    String party = fields.optionalText("party", asked.party(), Orders.RECIPIENT_MAX).orElse(null);
    return new HistoryFilter(
        from,
        to,
        sense == null ? Sense.RECORDED : sense,
        party == null ? null : parties(tenant, party),
        types.stream().collect(Collectors.toSet()),
        min,
        max,
        notes,
        statuses.size() == 1 ? statuses.contains(PaymentStatus.REVERSED) : null);
  }

  // Whoever is not there was never paid.
  private List<AccountId> parties(TenantId tenant, String party) {
    return recipients.find(tenant, party).stream()
        .flatMap(found ->
            switch (found) {
              case AccountRef.ById(AccountId id) -> Stream.of(id);
              case AccountRef.OfOwner owner ->
                  accounts.ofOwner(tenant, owner.owner()).stream().map(Account::id);
              default -> throw new IllegalStateException("recipients have an id or an owner");
            })
        .toList();
  }

  static Optional<Sense> sense(String name) {
    return byName(Sense.class, name);
  }

  private static Optional<PaymentStatus> status(String name) {
    // History tells of what has moved; the others have not.
    return byName(PaymentStatus.class, name)
        .filter(status -> status == PaymentStatus.COMPLETED || status == PaymentStatus.REVERSED);
  }

  private static Optional<Transfer.Type> type(String name) {
    return byName(PaymentType.class, name).map(type -> Transfer.Type.valueOf(type.name()));
  }

  private static <E extends Enum<E>> Optional<E> byName(Class<E> type, String name) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private static @Nullable BigDecimal amount(Fields fields, String name, @Nullable String text) {
    return optional(
        fields,
        name,
        text,
        decimal ->
            DECIMAL.matcher(decimal).matches()
                ? Optional.of(new BigDecimal(decimal))
                : Optional.empty(),
        "Give a decimal of plain digits, such as 50.00.");
  }

  private static List<Note> notes(Fields fields, List<String> given) {
    if (given.size() > Metadata.ENTRIES_MAX) {
      fields.fault("metadata", "too_many", "Give at most " + Metadata.ENTRIES_MAX + " of them.");
      return List.of();
    }
    return given.stream()
        .map(text ->
            fields.parsed(
                "metadata",
                text,
                Metadata.NAME_MAX + 1 + Metadata.VALUE_MAX,
                HistoryFilters::note,
                "Give a name and a value, as in order=A-1."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Note> note(String text) {
    int equals = text.indexOf('=');
    return equals < 1 || equals == text.length() - 1
        ? Optional.empty()
        : Optional.of(new Note(text.substring(0, equals), text.substring(equals + 1)));
  }

  private static <T> List<T> all(
      Fields fields, String name, List<String> given, Function<String, Optional<T>> reader) {
    return given.stream()
        .map(text -> fields.parsed(name, text, TEXT_MAX, reader, "There is no such " + name + "."))
        .flatMap(Optional::stream)
        .toList();
  }

  private static <T> @Nullable T optional(
      Fields fields,
      String name,
      @Nullable String text,
      Function<String, Optional<T>> reader,
      String message) {
    return text == null ? null : fields.parsed(name, text, TEXT_MAX, reader, message).orElse(null);
  }
}
