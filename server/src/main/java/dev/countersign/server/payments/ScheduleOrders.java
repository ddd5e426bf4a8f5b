package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.schedules.Frequency;
import dev.countersign.server.schedules.Recurrence;
import dev.countersign.server.schedules.Schedule;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads requests for payments later, or refuses them by field. */
@Component
class ScheduleOrders {
  private static final int TIME_MAX = 40;
  private static final int ZONE_MAX = 64;
  private static final int INTERVAL_MAX = 1_000;
  private static final int COUNT_MAX = 10_000;
  private static final int YEAR_MAX = 9_999;

  private final Orders orders;
  private final Recipients recipients;

  ScheduleOrders(Orders orders, Recipients recipients) {
    this.orders = orders;
    this.recipients = recipients;
  }

  /**
   * A request that was read.
   *
   * @param key the caller's own
   */
  record Read(Schedule.Order order, Recurrence recurrence, String key, RequestHash hash) {}

  Read read(Caller caller, @Nullable String idempotencyKey, ScheduleRequest request) {
    Fields fields = new Fields();
    String recipient = fields.text("recipient", request.recipient(), Orders.RECIPIENT_MAX);
    String amount = fields.text("amount", request.amount(), Orders.AMOUNT_MAX);
    String currency = fields.text("currency", request.currency(), Orders.CURRENCY_MAX);
    Map<String, String> metadata = Metadata.read(fields, request.metadata());
    Recurrence recurrence = recurrence(fields, request);
    String key = Orders.key(fields, idempotencyKey);
    fields.verify();
    Asset asset = orders.asset(caller.tenant(), currency);
    long minor = Amounts.positive("amount", amount, asset);
    Schedule.Order order =
        new Schedule.Order(recipient(caller, recipient), currency, minor, metadata);
    return new Read(order, recurrence, key, hash(order, recurrence));
  }

  private String recipient(Caller caller, String text) {
    AccountRef found =
        recipients
            .find(caller.tenant(), text)
            .orElseThrow(() ->
                Orders.atFault(
                    "recipient",
                    ErrorCode.UNKNOWN_RECIPIENT,
                    "Nobody here has this address, name or id."));
    return switch (found) {
      case AccountRef.OfOwner(var owner) -> {
        if (owner.equals(caller.person())) {
          throw Orders.atFault("recipient", ErrorCode.SAME_ACCOUNT, "Name somebody else.");
        }
        yield owner.text();
      }
      case AccountRef.ById(var account) -> account.text();
      default -> throw new IllegalStateException("a recipient is a person or an account");
    };
  }

  private static Recurrence recurrence(Fields fields, ScheduleRequest request) {
    LocalDateTime first =
        fields
            .parsed(
                "starts_at",
                request.startsAt(),
                TIME_MAX,
                reader(text -> LocalDateTime.parse(text).truncatedTo(ChronoUnit.SECONDS)),
                "Give a time without an offset, such as 2027-01-31T09:00.")
            .filter(time -> isYear(fields, "starts_at", time.getYear()))
            .orElse(LocalDateTime.MIN);
    ZoneId zone =
        fields
            .parsed(
                "time_zone",
                request.timeZone(),
                ZONE_MAX,
                ScheduleOrders::zone,
                "Give the IANA name of a time zone, such as Europe/Prague.")
            .orElse(ZoneOffset.UTC);
    Frequency frequency =
        fields
            .parsed(
                "frequency",
                request.frequency(),
                TIME_MAX,
                Frequency::ofWireName,
                "Give once, daily, weekly, monthly or yearly.")
            .orElse(Frequency.ONCE);
    LocalDate until =
        request.until() == null
            ? null
            : fields
                .parsed(
                    "until",
                    request.until(),
                    TIME_MAX,
                    reader(LocalDate::parse),
                    "Give a day, such as 2027-12-31.")
                .filter(day -> isYear(fields, "until", day.getYear()))
                .orElse(null);
    int every = within(fields, "interval", request.interval(), INTERVAL_MAX).orElse(1);
    Integer count = within(fields, "count", request.count(), COUNT_MAX).orElse(null);
    return new Recurrence(first, zone, frequency, every, until, count);
  }

  // By name alone: an offset would not follow a time zone's summers.
  private static Optional<ZoneId> zone(String text) {
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.of(ZoneId.of(text))
        : Optional.empty();
  }

  private static boolean isYear(Fields fields, String field, int year) {
    boolean is = year >= 1 && year <= YEAR_MAX;
    if (!is) {
      fields.fault(field, "out_of_range", "Give a year from 1 to " + YEAR_MAX + ".");
    }
    return is;
  }

  private static <T> Function<String, Optional<T>> reader(Function<String, T> parser) {
    return text -> {
      try {
        return Optional.of(parser.apply(text));
      } catch (DateTimeParseException malformed) {
        return Optional.empty();
      }
    };
  }

  private static Optional<Integer> within(
      Fields fields, String field, @Nullable Integer value, int max) {
    if (value != null && (value < 1 || value > max)) {
      fields.fault(field, "out_of_range", "Give a whole number from 1 to " + max + ".");
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  private static RequestHash hash(Schedule.Order order, Recurrence when) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                "schedule",
                order.recipient(),
                order.asset(),
                Long.toString(order.amountMinor()),
                when.first().toString(),
                when.zone().getId(),
                when.frequency().wireName(),
                Integer.toString(when.every()),
                String.valueOf(when.until()),
                String.valueOf(when.times())));
    order.metadata().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(note -> parts.addAll(List.of(note.getKey(), note.getValue())));
    return RequestHash.of(parts.toArray(String[]::new));
  }
}
