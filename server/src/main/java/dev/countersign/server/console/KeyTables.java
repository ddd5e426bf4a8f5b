package dev.countersign.server.console;

import dev.countersign.api.ApiKeyRequest;
import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.ApiKeyView;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.server.access.Caller;
import dev.countersign.server.apikeys.KeyDesk;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.KeyRow;
import dev.countersign.server.console.page.KeyUsageView;
import dev.countersign.server.console.page.KeysView;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/**
 * The pages of API keys: somebody's own, or those of the tenant. A key is shown by the answer to
 * the form that made it, and by no other page.
 */
@Component
class KeyTables {
  private static final int PICTURE_WIDTH = 600;
  private static final int PICTURE_HEIGHT = 120;

  private final KeyDesk desk;

  KeyTables(KeyDesk desk) {
    this.desk = desk;
  }

  /** Whose keys they are. */
  enum Kind {
    OWN(KeyPages.OWN, "Your API keys", Area.YOU),
    SERVICE(KeyPages.SERVICE, "Service keys", Area.KEYS);

    private final String root;
    private final String title;
    private final Area area;

    Kind(String root, String title, Area area) {
      this.root = root;
      this.title = title;
      this.area = area;
    }
  }

  /** What a form asks for. */
  record Wish(String name, String scopes, String days, String networks) {}

  View list(Caller caller, Kind kind, String done) {
    String notice =
        switch (done) {
          case "revoked" -> "The key is revoked. Whatever used it is refused from now on.";
          case "none" -> "There was nothing to revoke any more.";
          default -> null;
        };
    return page(caller, kind, null, List.of(), notice);
  }

  View make(Caller caller, Kind kind, Wish wish) {
    Integer lasts = wish.days().matches("[0-9]{1,4}") ? Integer.valueOf(wish.days()) : null;
    return shown(
        caller,
        kind,
        () ->
            desk.make(
                caller,
                new ApiKeyRequest(
                    wish.name(),
                    words(wish.scopes()),
                    lasts,
                    words(wish.networks()),
                    null,
                    null,
                    null,
                    kind == Kind.SERVICE)),
        "The key is made.");
  }

  View rotate(Caller caller, Kind kind, String id) {
    return find(caller, kind, id)
        .map(key ->
            shown(
                caller,
                kind,
                () -> desk.rotate(caller, key.keyId(), null),
                "The key is rotated. The old one works for another hour."))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  View revoke(Caller caller, Kind kind, String id) {
    boolean revoked =
        find(caller, kind, id).filter(key -> desk.revoke(caller, key.keyId())).isPresent();
    return new Redirect(kind.root + (revoked ? "?done=revoked" : "?done=none"));
  }

  View usage(Caller caller, Kind kind, String id) {
    Optional<ApiKeyView> key = find(caller, kind, id);
    Optional<ApiKeyUsage> usage = desk.usage(caller, id);
    return key.isPresent() && usage.isPresent()
        ? Page.of("key-usage", key.get().name(), kind.area, view(kind, key.get(), usage.get()))
        : Failures.of(HttpStatus.NOT_FOUND);
  }

  private Optional<ApiKeyView> find(Caller caller, Kind kind, String id) {
    return desk.find(caller, id).filter(key -> key.isServiceKey() == (kind == Kind.SERVICE));
  }

  private View shown(Caller caller, Kind kind, Supplier<CreatedApiKey> making, String notice) {
    try {
      return page(caller, kind, making.get().apiKey(), List.of(), notice);
    } catch (ProblemException refused) {
      List<String> faults =
          refused.errors().isEmpty()
              ? List.of(String.valueOf(refused.getMessage()))
              : refused.errors().stream()
                  .map(error -> error.field() + ": " + error.message())
                  .toList();
      return page(caller, kind, null, faults, null);
    }
  }

  // Administrators are listed the tenant's keys among their own.
  private View page(
      Caller caller,
      Kind kind,
      @Nullable String fresh,
      List<String> faults,
      @Nullable String notice) {
    List<KeyRow> rows =
        desk.list(caller, false).stream()
            .filter(key -> key.isServiceKey() == (kind == Kind.SERVICE))
            .map(KeyTables::row)
            .toList();
    return Page.of(
        "keys",
        kind.title,
        kind.area,
        new KeysView(kind.root, kind == Kind.OWN, rows, fresh, faults, notice));
  }

  private static KeyRow row(ApiKeyView key) {
    return new KeyRow(
        key.keyId(),
        key.name(),
        key.keyPrefix(),
        key.rotateBy() == null ? key.status() : "rotate soon",
        key.isActive(),
        key.status().equals("active"),
        String.join(" ", key.scopes()),
        Moment.of(key.endsAt() == null ? key.expiresAt() : key.endsAt()),
        key.lastUsed() == null ? null : Moment.of(key.lastUsed()));
  }

  private static KeyUsageView view(Kind kind, ApiKeyView key, ApiKeyUsage usage) {
    List<KeyUsageView.Line> lines = new ArrayList<>();
    usage
        .endpoints()
        .forEach(called ->
            lines.add(
                new KeyUsageView.Line(
                    "Endpoint",
                    called.method() + " " + called.endpoint(),
                    called.requests() + ", half within " + called.latency().p50() + " ms")));
    usage
        .statuses()
        .forEach(status ->
            lines.add(
                new KeyUsageView.Line(
                    "Status",
                    Integer.toString(status.status()),
                    Long.toString(status.requests()))));
    usage
        .addresses()
        .forEach(from ->
            lines.add(
                new KeyUsageView.Line("Address", from.address(), Long.toString(from.requests()))));
    return new KeyUsageView(
        kind.root,
        kind == Kind.OWN,
        key.name(),
        key.keyPrefix(),
        bars(usage.days()),
        usage.requests() + " requests from " + usage.from() + " to " + usage.to(),
        lines);
  }

  private static List<KeyUsageView.Bar> bars(List<ApiKeyUsage.Day> days) {
    long most = days.stream().mapToLong(ApiKeyUsage.Day::requests).max().orElse(0);
    int step = PICTURE_WIDTH / Math.max(1, days.size());
    List<KeyUsageView.Bar> bars = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      ApiKeyUsage.Day day = days.get(i);
      int height =
          most == 0 ? 0 : Math.toIntExact(Math.ceilDiv(day.requests() * PICTURE_HEIGHT, most));
      bars.add(
          new KeyUsageView.Bar(
              i * step,
              PICTURE_HEIGHT - height,
              step - 2,
              height,
              day.day() + ": " + day.requests()));
    }
    return bars;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
  }
}
