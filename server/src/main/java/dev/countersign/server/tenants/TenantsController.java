package dev.countersign.server.tenants;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.TenantPage;
import dev.countersign.api.TenantRequest;
import dev.countersign.api.TenantView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.tenants.Tenants.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tenants, by the operator. */
@RestController
@RequestMapping(path = "/v1/admin/tenants", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class TenantsController {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");
  private static final Pattern COLOR = Pattern.compile("|#[0-9a-f]{6}");
  private static final int TEXT_MAX = 100;

  private final Tenants tenants;
  private final TenantDirectory directory;

  TenantsController(Tenants tenants, TenantDirectory directory) {
    this.tenants = tenants;
    this.directory = directory;
  }

  @Operation(
      summary = "Create a tenant",
      description =
          "Whoever shall administer it is invited. Only the operator may: by the header"
              + " X-Super-Admin-Key, or as an administrator of the first tenant.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(ErrorCode.TENANT_TAKEN)
  TenantView create(@AuthenticationPrincipal Caller caller, @RequestBody TenantRequest request) {
    Fields fields = new Fields();
    String slug =
        fields
            .parsed(
                "slug",
                request.slug(),
                TEXT_MAX,
                text -> Optional.of(text).filter(SLUG.asMatchPredicate()),
                "Give 1 to 50 letters a to z, digits or dashes.")
            .orElse("");
    String administrator =
        request.administratorEmail() == null
            ? null
            : fields.email("administrator_email", request.administratorEmail());
    Tenants.Wish wish = read(fields, request);
    fields.verify();
    return answer(tenants.create(caller, slug, wish, administrator));
  }

  @Operation(summary = "Tenants, in the order of their creation")
  @GetMapping
  TenantPage list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<TenantId> page = PageRequest.read(cursor, limit, TenantId::parse);
    return page.page(
        tenants.list(page.cursor(), page.sought()),
        TenantsController::view,
        TenantView::id,
        TenantPage::new);
  }

  @Operation(summary = "One tenant, by its id or slug")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  TenantView one(@PathVariable String id) {
    return view(find(id));
  }

  @Operation(
      summary = "Change or suspend a tenant",
      description =
          "What is absent stays as it is. A suspended tenant is refused everything from the commit"
              + " on. Settings: elevation.minutes_max, elevation.automatic_roles with commas,"
              + " api_keys.per_user and api_keys.per_tenant.")
  @PatchMapping("/{id}")
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.TENANT_TAKEN, ErrorCode.OWN_TENANT})
  TenantView change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody TenantRequest request) {
    Fields fields = new Fields();
    Tenants.Wish wish = read(fields, request);
    fields.verify();
    return answer(tenants.change(caller, find(id).id(), wish));
  }

  private Tenant find(String id) {
    return directory
        .findNamed(id)
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.hint()));
  }

  private static TenantView answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(Tenant tenant) -> view(tenant);
      case Outcome.NotFound _ -> throw problem(ErrorCode.NOT_FOUND);
      case Outcome.Taken _ -> throw problem(ErrorCode.TENANT_TAKEN);
      case Outcome.Own _ -> throw problem(ErrorCode.OWN_TENANT);
    };
  }

  private static ProblemException problem(ErrorCode code) {
    return new ProblemException(code, code.hint());
  }

  private static Tenants.Wish read(Fields fields, TenantRequest request) {
    String status = request.status();
    String color = request.brandColor();
    if (color != null && !COLOR.matcher(color).matches()) {
      fields.fault("brand_color", "malformed", "Give a colour as #rrggbb, in small letters.");
    }
    return new Tenants.Wish(
        request.name() == null ? null : fields.text("name", request.name(), TEXT_MAX),
        status == null
            ? null
            : fields
                .parsed(
                    "status", status, TEXT_MAX, Tenant.Status::find, "Give active or suspended.")
                .orElse(null),
        color,
        hosts(fields, request.hosts()),
        settings(fields, request.settings()));
  }

  private static @Nullable List<String> hosts(
      Fields fields, @Nullable List<@Nullable String> hosts) {
    if (hosts == null) {
      return null;
    }
    if (hosts.size() > HostNames.COUNT_MAX) {
      fields.fault("hosts", "too_many", "Give at most " + HostNames.COUNT_MAX + ".");
      return null;
    }
    return hosts.stream()
        .map(host ->
            fields
                .parsed(
                    "hosts",
                    host,
                    HostNames.LENGTH_MAX,
                    HostNames::read,
                    "Give names of hosts, without ports.")
                .orElse(""))
        .distinct()
        .toList();
  }

  private static @Nullable Map<String, String> settings(
      Fields fields, @Nullable Map<String, @Nullable String> settings) {
    if (settings == null) {
      return null;
    }
    settings.forEach((name, value) -> {
      if (value == null
          || TenantSetting.find(name).filter(setting -> setting.takes(value)).isEmpty()) {
        fields.fault("settings", "malformed", "Give settings there are, in their form.");
      }
    });
    return fields.faults().isEmpty() ? checked(settings) : Map.of();
  }

  private static Map<String, String> checked(Map<String, @Nullable String> settings) {
    Map<String, String> all = new java.util.HashMap<>();
    settings.forEach((name, value) -> {
      if (value != null) {
        all.put(name, value);
      }
    });
    return all;
  }

  private static TenantView view(Tenant tenant) {
    return new TenantView(
        tenant.id().text(),
        tenant.slug(),
        tenant.name(),
        tenant.status().wireName(),
        tenant.brandColor(),
        tenant.hosts(),
        tenant.settings(),
        tenant.createdAt());
  }
}
