package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.Paging;
import dev.countersign.server.console.page.TenantsView;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.tenants.Tenant;
import dev.countersign.server.tenants.Tenants;
import dev.countersign.server.tenants.Tenants.Outcome;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The customers of the installation, for administrators of the operator's own tenant. */
@Hidden
@Controller
class TenantPages {
  static final String PAGE = ConsoleChain.ROOT + "/tenants";
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");
  private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
  private static final int SHOWN = 50;
  private static final int NAME_MAX = 100;
  private static final String SAY_NAME = "Give a name of at most " + NAME_MAX + " characters.";

  private final Tenants tenants;

  TenantPages(Tenants tenants) {
    this.tenants = tenants;
  }

  @GetMapping(PAGE)
  View list(
      @RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "") String done) {
    return page(TenantId.parse(after).orElse(null), notice(done), List.of());
  }

  @PostMapping(PAGE)
  View create(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String slug,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String administrator) {
    String words = name.strip();
    if (!SLUG.matcher(slug.strip()).matches()) {
      return refused("Give 1 to 50 letters a to z, digits or dashes as short name.");
    }
    if (!isName(words)) {
      return refused(SAY_NAME);
    }
    if (!TextRules.isEmail(administrator.strip())) {
      return refused("Give the e-mail address of the first administrator.");
    }
    return answer(
        tenants.create(
            caller,
            slug.strip(),
            new Tenants.Wish(words, null, null, null, null),
            administrator.strip()),
        "created");
  }

  @PostMapping(PAGE + "/{id}/suspend")
  View suspend(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return change(caller, id, Tenant.Status.SUSPENDED, "suspended");
  }

  @PostMapping(PAGE + "/{id}/resume")
  View resume(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return change(caller, id, Tenant.Status.ACTIVE, "resumed");
  }

  @PostMapping(PAGE + "/{id}/brand")
  View brand(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String color) {
    String words = name.strip();
    String hex = color.strip();
    if (!isName(words)) {
      return refused(SAY_NAME);
    }
    if (!hex.isEmpty() && !COLOR.matcher(hex).matches()) {
      return refused("Give a colour as #rrggbb, in small letters, or none.");
    }
    return TenantId.parse(id)
        .map(tenant ->
            answer(
                tenants.change(caller, tenant, new Tenants.Wish(words, null, hex, null, null)),
                "branded"))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private static boolean isName(String words) {
    return !words.isEmpty()
        && words.length() <= NAME_MAX
        && TextRules.isStorable(words)
        && TextRules.isOneLine(words);
  }

  private View change(Caller caller, String id, Tenant.Status status, String done) {
    return TenantId.parse(id)
        .map(tenant ->
            answer(
                tenants.change(caller, tenant, new Tenants.Wish(null, status, null, null, null)),
                done))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private View answer(Outcome outcome, String done) {
    return switch (outcome) {
      case Outcome.Done _ -> new Redirect(PAGE + "?done=" + done);
      case Outcome.NotFound _ -> Failures.of(HttpStatus.NOT_FOUND);
      case Outcome.Taken _ -> refused("This short name is another tenant's.");
      case Outcome.Own _ -> refused("The operator's own tenant stays active.");
    };
  }

  private View refused(String fault) {
    return page(null, null, List.of(fault)).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page page(@Nullable TenantId after, @Nullable String notice, List<String> faults) {
    List<Tenant> found = tenants.list(after, SHOWN + 1);
    List<Tenant> shown = found.subList(0, Math.min(SHOWN, found.size()));
    return Page.of(
        "tenants",
        "Tenants",
        Area.TENANTS,
        new TenantsView(
            shown.stream().map(TenantPages::row).toList(),
            new Paging(
                after == null ? null : PAGE,
                found.size() > SHOWN ? PAGE + "?after=" + shown.getLast().id().text() : null),
            notice,
            faults));
  }

  private static TenantsView.Row row(Tenant tenant) {
    return new TenantsView.Row(
        tenant.id().text(),
        tenant.slug(),
        tenant.name(),
        String.join(" ", tenant.hosts()),
        tenant.brandColor(),
        tenant.isActive(),
        tenant.id().equals(TenantId.DEFAULT),
        Moment.of(tenant.createdAt()));
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "created" -> "The tenant is created, and its first administrator is invited.";
      case "branded" -> "The tenant's sign-in pages bear this name and colour from now on.";
      case "suspended" -> "The tenant is suspended. Everything of it is refused from now on.";
      case "resumed" -> "The tenant is let in again.";
      default -> null;
    };
  }
}
