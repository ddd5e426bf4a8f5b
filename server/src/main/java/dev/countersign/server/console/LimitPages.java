package dev.countersign.server.console;

import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.SigningThreshold;
import dev.countersign.api.SpendingLimit;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.LimitsView;
import dev.countersign.server.payments.CountersigningDesk;
import dev.countersign.server.payments.SpendingDesk;
import dev.countersign.server.platform.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Which payments of the tenant are countersigned, and how much its people may spend. */
@Hidden
@Controller
class LimitPages {
  static final String PAGE = ConsoleChain.ROOT + "/limits";
  private static final int EMPTY_LINES = 2;

  private final CountersigningDesk countersigning;
  private final SpendingDesk spending;

  LimitPages(CountersigningDesk countersigning, SpendingDesk spending) {
    this.countersigning = countersigning;
    this.spending = spending;
  }

  @GetMapping(PAGE)
  View show(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return page(
        caller,
        countersigning.of(caller.tenant()),
        spending.of(caller.tenant(), null),
        notice(done),
        List.of());
  }

  @PostMapping(PAGE + "/countersigning")
  View countersign(
      @AuthenticationPrincipal Caller caller, @RequestParam MultiValueMap<String, String> form) {
    List<SigningThreshold> thresholds = new ArrayList<>();
    List<String> currencies = form.getOrDefault("currency", List.of());
    List<String> amounts = form.getOrDefault("amount", List.of());
    for (int line = 0; line < Math.min(currencies.size(), amounts.size()); line++) {
      if (!(currencies.get(line) + amounts.get(line)).isBlank()) {
        thresholds.add(
            new SigningThreshold(currencies.get(line).strip(), amounts.get(line).strip()));
      }
    }
    SpendingLimits limits = spending.of(caller.tenant(), null);
    CountersigningSettings wanted =
        new CountersigningSettings(
            List.copyOf(thresholds),
            form.containsKey("new_payees"),
            form.getFirst("signers"),
            null,
            null);
    try {
      wanted =
          new CountersigningSettings(
              List.copyOf(thresholds),
              form.containsKey("new_payees"),
              form.getFirst("signers"),
              number("expires_after", form.getFirst("minutes")),
              number("apart_days", form.getFirst("apart_days")));
      countersigning.set(caller, wanted);
      return new Redirect(PAGE + "?done=countersigning");
    } catch (ProblemException fault) {
      return refused(caller, wanted, limits, fault);
    }
  }

  @PostMapping(PAGE + "/spending")
  View spend(
      @AuthenticationPrincipal Caller caller, @RequestParam MultiValueMap<String, String> form) {
    List<SpendingLimit> limits = new ArrayList<>();
    List<String> currencies = form.getOrDefault("currency", List.of());
    List<String> amounts = form.getOrDefault("amount", List.of());
    List<String> periods = form.getOrDefault("period", List.of());
    int lines = Math.min(Math.min(currencies.size(), amounts.size()), periods.size());
    for (int line = 0; line < lines; line++) {
      if (!(currencies.get(line) + amounts.get(line)).isBlank()) {
        limits.add(
            new SpendingLimit(
                currencies.get(line).strip(), periods.get(line), amounts.get(line).strip()));
      }
    }
    SpendingLimits wanted = new SpendingLimits(List.copyOf(limits));
    try {
      spending.set(caller, null, wanted);
      return new Redirect(PAGE + "?done=spending");
    } catch (ProblemException fault) {
      return refused(caller, countersigning.of(caller.tenant()), wanted, fault);
    }
  }

  private View refused(
      Caller caller,
      CountersigningSettings settings,
      SpendingLimits limits,
      ProblemException fault) {
    return page(caller, settings, limits, null, PaymentFaults.of(fault))
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page page(
      Caller caller,
      CountersigningSettings settings,
      SpendingLimits spending,
      @Nullable String notice,
      List<String> faults) {
    boolean mayWrite = caller.may(Permission.TENANT_WRITE);
    List<SigningThreshold> thresholds =
        new ArrayList<>(settings.thresholds().stream().filter(Objects::nonNull).toList());
    List<SpendingLimit> limits =
        new ArrayList<>(spending.limits().stream().filter(Objects::nonNull).toList());
    for (int line = 0; mayWrite && line < EMPTY_LINES; line++) {
      thresholds.add(new SigningThreshold("", ""));
      limits.add(new SpendingLimit("", "day", ""));
    }
    return Page.of(
        "limits",
        "Limits",
        Area.LIMITS,
        new LimitsView(
            thresholds,
            Boolean.TRUE.equals(settings.newPayees()),
            settings.signers() == null ? "either" : settings.signers(),
            text(settings.expiresAfter()),
            text(settings.apartDays()),
            limits,
            mayWrite,
            notice,
            faults));
  }

  private static String text(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }

  private static @Nullable Integer number(String field, @Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : (Integer) Integer.parseInt(text.strip());
    } catch (NumberFormatException malformed) {
      throw PaymentFaults.malformed(field);
    }
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "countersigning" ->
          "It holds for what is posted from now on. What waits already waits on.";
      case "spending" -> "These limits hold from the next payment on.";
      default -> null;
    };
  }
}
