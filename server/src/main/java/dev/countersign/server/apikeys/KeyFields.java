package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyRequest;
import dev.countersign.api.RotateApiKeyRequest;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.web.AddressRange;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.ratelimit.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads requests for keys, or names every field at fault. */
final class KeyFields {
  static final int NAME_MAX = 100;
  private static final int LIST_MAX = 50;
  private static final int ADDRESS_MAX = 49;
  private static final int ORIGIN_MAX = 255;
  private static final int LIMIT_USUAL = 1000;
  private static final int WINDOW_USUAL = 3600;

  private final ApiKeySettings settings;

  KeyFields(ApiKeySettings settings) {
    this.settings = settings;
  }

  KeyWish wish(ApiKeyRequest request) {
    Fields fields = new Fields();
    String name = fields.text("name", request.name(), NAME_MAX);
    Permissions scopes = scopes(fields, request.scopes());
    Duration life =
        request.expiresInDays() == null
            ? settings.life()
            : Duration.ofDays(
                number(
                    fields,
                    "expires_in_days",
                    request.expiresInDays(),
                    1,
                    (int) ApiKeySettings.LIFE_MAX.toDays()));
    List<AddressRange> networks =
        each(
            fields,
            "allowed_ips",
            request.allowedIps(),
            ADDRESS_MAX,
            AddressRange::parse,
            "Give an address, or a network such as 192.0.2.0/24 or 2001:db8::/32.");
    List<String> origins =
        each(
            fields,
            "allowed_origins",
            request.allowedOrigins(),
            ORIGIN_MAX,
            KeyFields::origin,
            "Give an origin such as https://app.example.org, without a path.");
    int limit =
        number(fields, "rate_limit", orUsual(request.rateLimit(), LIMIT_USUAL), 100, 10_000);
    int window =
        number(
            fields,
            "rate_limit_window",
            orUsual(request.rateLimitWindow(), WINDOW_USUAL),
            60,
            86_400);
    fields.verify();
    return new KeyWish(
        name,
        scopes,
        life,
        new KeyBounds(networks, origins),
        new RateLimit(limit, Duration.ofSeconds(window)),
        Boolean.TRUE.equals(request.isServiceKey()));
  }

  Duration grace(@Nullable RotateApiKeyRequest request) {
    Integer minutes = request == null ? null : request.graceMinutes();
    if (minutes == null) {
      return settings.rotationGrace();
    }
    Fields fields = new Fields();
    int read =
        number(fields, "grace_minutes", minutes, 0, (int) ApiKeySettings.GRACE_MAX.toMinutes());
    fields.verify();
    return Duration.ofMinutes(read);
  }

  private static Permissions scopes(Fields fields, @Nullable List<String> names) {
    if (names == null || names.isEmpty()) {
      return Permissions.of(Permission.READ);
    }
    return new Permissions(
        each(
                fields,
                "scopes",
                names,
                Permission.LENGTH_MAX,
                Permission::parse,
                "Give a scope such as read, write, delete, admin or billing:read.")
            .stream()
            .collect(Collectors.toSet()));
  }

  private static <T> List<T> each(
      Fields fields,
      String field,
      @Nullable List<String> values,
      int charactersMax,
      Function<String, Optional<T>> reader,
      String message) {
    if (values == null) {
      return List.of();
    }
    if (values.size() > LIST_MAX) {
      fields.fault(field, "too_many", "Give at most " + LIST_MAX + ".");
      return List.of();
    }
    Set<T> read = new LinkedHashSet<>();
    for (int i = 0; i < values.size(); i++) {
      fields
          .parsed(field + "[" + i + "]", values.get(i), charactersMax, reader, message)
          .ifPresent(read::add);
    }
    return List.copyOf(read);
  }

  // RFC 6454 §6.2: scheme, host and port, in lower case, and nothing more.
  private static Optional<String> origin(String text) {
    try {
      URI uri = URI.create(text.toLowerCase(Locale.ROOT));
      boolean plain =
          ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      return plain ? Optional.of(uri.toString()) : Optional.empty();
    } catch (IllegalArgumentException unparsable) {
      return Optional.empty();
    }
  }

  private static int number(Fields fields, String field, int value, int min, int max) {
    if (value < min || value > max) {
      fields.fault(field, "out_of_range", "Give a number from " + min + " to " + max + ".");
      return min;
    }
    return value;
  }

  private static int orUsual(@Nullable Integer value, int usual) {
    return value == null ? usual : value;
  }
}
