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
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.OwnKeysView;
import dev.countersign.server.platform.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Somebody's API keys. A key is shown by the answer to the form that made it, and by no other page.
 */
@Hidden
@Controller
class OwnKeyPages {
  static final String PAGE = ConsoleChain.OWN + "/keys";

  private static final int PICTURE_WIDTH = 600;
  private static final int PICTURE_HEIGHT = 120;

  private final KeyDesk desk;

  OwnKeyPages(KeyDesk desk) {
    this.desk = desk;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    String notice =
        switch (done) {
          case "revoked" -> "The key is revoked. Whatever used it is refused from now on.";
          case "none" -> "There was nothing to revoke any more.";
          default -> null;
        };
    return page(caller, null, List.of(), notice);
  }

  @PostMapping(PAGE)
  View make(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String scopes,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String networks) {
    Integer lasts = days.matches("[0-9]{1,4}") ? Integer.valueOf(days) : null;
    return shown(
        caller,
        () ->
            desk.make(
                caller,
                new ApiKeyRequest(
                    name, words(scopes), lasts, words(networks), null, null, null, null)),
        "The key is made.");
  }

  @PostMapping(PAGE + "/{id}/rotate")
  View rotate(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return shown(
        caller,
        () -> desk.rotate(caller, id, null),
        "The key is rotated. The old one works for another hour.");
  }

  @PostMapping(PAGE + "/{id}/revoke")
  View revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return new Redirect(PAGE + (desk.revoke(caller, id) ? "?done=revoked" : "?done=none"));
  }

  @GetMapping(PAGE + "/{id}")
  View usage(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Optional<ApiKeyView> key = desk.find(caller, id);
    Optional<ApiKeyUsage> usage = desk.usage(caller, id);
    return key.isPresent() && usage.isPresent()
        ? Page.of("own-key", key.get().name(), Area.YOU, view(key.get(), usage.get()))
        : Failures.of(HttpStatus.NOT_FOUND);
  }

  private View shown(Caller caller, Supplier<CreatedApiKey> making, String notice) {
    try {
      return page(caller, making.get().apiKey(), List.of(), notice);
    } catch (ProblemException refused) {
      List<String> faults =
          refused.errors().isEmpty()
              ? List.of(String.valueOf(refused.getMessage()))
              : refused.errors().stream()
                  .map(error -> error.field() + ": " + error.message())
                  .toList();
      return page(caller, null, faults, null);
    }
  }

  private View page(
      Caller caller, @Nullable String fresh, List<String> faults, @Nullable String notice) {
    List<KeyRow> rows = desk.list(caller, false).stream().map(OwnKeyPages::row).toList();
    return Page.of(
        "own-keys", "Your API keys", Area.YOU, new OwnKeysView(rows, fresh, faults, notice));
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

  private static KeyUsageView view(ApiKeyView key, ApiKeyUsage usage) {
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
