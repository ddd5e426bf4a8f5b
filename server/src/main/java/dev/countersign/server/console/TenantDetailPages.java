package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.TenantDetail;
import dev.countersign.server.console.page.TenantDetail.Setting;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.tenants.HostNames;
import dev.countersign.server.tenants.Tenant;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.tenants.TenantSetting;
import dev.countersign.server.tenants.Tenants;
import dev.countersign.server.tenants.Tenants.Outcome;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** One customer of the installation: the hosts of its people, and what it has of its own. */
@Hidden
@Controller
class TenantDetailPages {
  private static final String PAGE = TenantPages.PAGE + "/{id}";
  private static final int TYPED_MAX = HostNames.COUNT_MAX * (HostNames.LENGTH_MAX + 2);

  private final Tenants tenants;
  private final TenantDirectory directory;

  TenantDetailPages(Tenants tenants, TenantDirectory directory) {
    this.tenants = tenants;
    this.directory = directory;
  }

  @GetMapping(PAGE)
  View show(@PathVariable String id, @RequestParam(defaultValue = "") String done) {
    return with(id, tenant -> page(tenant, hosts(tenant), null, settings(tenant), notice(done)));
  }

  @PostMapping(PAGE + "/hosts")
  View hosts(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String hosts) {
    return with(
        id,
        tenant -> {
          String typed = hosts.strip();
          List<String> read = new ArrayList<>();
          for (String word : typed.isEmpty() ? new String[0] : typed.split("[\\s,]+")) {
            HostNames.read(word).filter(name -> !read.contains(name)).ifPresent(read::add);
            if (HostNames.read(word).isEmpty()) {
              return refused(tenant, typed, "Give names of hosts, without ports: pay.example.com.");
            }
          }
          if (read.size() > HostNames.COUNT_MAX || typed.length() > TYPED_MAX) {
            return refused(tenant, typed, "Give at most " + HostNames.COUNT_MAX + " hosts.");
          }
          return answer(
              tenant,
              tenants.change(caller, tenant.id(), new Tenants.Wish(null, null, null, read, null)),
              "hosts",
              typed);
        });
  }

  @PostMapping(PAGE + "/settings")
  View settings(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam Map<String, String> form) {
    return with(
        id,
        tenant -> {
          Map<String, String> wanted = new TreeMap<>();
          List<Setting> typed = new ArrayList<>();
          for (TenantSetting setting : TenantSetting.values()) {
            String value = form.getOrDefault(setting.wireName(), "").strip();
            boolean good = value.isEmpty() || setting.takes(value);
            typed.add(setting(setting, value, good ? null : fault(setting)));
            if (good && !value.isEmpty()) {
              wanted.put(setting.wireName(), value);
            }
          }
          return typed.stream().allMatch(setting -> setting.fault() == null)
              ? answer(
                  tenant,
                  tenants.change(
                      caller, tenant.id(), new Tenants.Wish(null, null, null, null, wanted)),
                  "settings",
                  hosts(tenant))
              : page(tenant, hosts(tenant), null, typed, null)
                  .with(HttpStatus.UNPROCESSABLE_CONTENT);
        });
  }

  private View with(String id, Function<Tenant, View> page) {
    return TenantId.parse(id)
        .flatMap(directory::find)
        .map(page)
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private static View answer(Tenant tenant, Outcome outcome, String done, String hosts) {
    return switch (outcome) {
      case Outcome.Done _ ->
          new Redirect(TenantPages.PAGE + "/" + tenant.id().text() + "?done=" + done);
      case Outcome.NotFound _ -> Failures.of(HttpStatus.NOT_FOUND);
      case Outcome.Taken _ -> refused(tenant, hosts, "One of these hosts is another tenant's.");
      case Outcome.Own _ -> throw new IllegalStateException("nothing was suspended");
    };
  }

  private static View refused(Tenant tenant, String hosts, String fault) {
    return page(tenant, hosts, fault, settings(tenant), null)
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page page(
      Tenant tenant,
      String hosts,
      @Nullable String hostsFault,
      List<Setting> settings,
      @Nullable String notice) {
    return Page.of(
        "tenant",
        tenant.name(),
        Area.TENANTS,
        new TenantDetail(
            tenant.id().text(),
            tenant.slug(),
            tenant.name(),
            tenant.isActive(),
            hosts,
            hostsFault,
            settings,
            notice));
  }

  private static String hosts(Tenant tenant) {
    return String.join("\n", tenant.hosts());
  }

  private static List<Setting> settings(Tenant tenant) {
    return Arrays.stream(TenantSetting.values())
        .map(setting -> setting(setting, tenant.setting(setting).orElse(""), null))
        .toList();
  }

  private static Setting setting(TenantSetting setting, String value, @Nullable String fault) {
    return switch (setting) {
      case ELEVATION_MINUTES_MAX ->
          new Setting(
              setting.wireName(),
              "A role is lent for at most, in minutes",
              "Whoever asks for longer is refused.",
              value,
              fault);
      case ELEVATION_AUTOMATIC_ROLES ->
          new Setting(
              setting.wireName(),
              "Roles lent without a second person",
              "Their names, with commas between.",
              value,
              fault);
      case API_KEYS_PER_USER ->
          new Setting(setting.wireName(), "API keys of one person", "From 1 to 50.", value, fault);
      case API_KEYS_PER_TENANT ->
          new Setting(
              setting.wireName(),
              "API keys in all",
              "From 1 to 200, service keys included.",
              value,
              fault);
    };
  }

  private static String fault(TenantSetting setting) {
    return switch (setting) {
      case ELEVATION_MINUTES_MAX -> "Give a whole number of minutes, or nothing.";
      case ELEVATION_AUTOMATIC_ROLES ->
          "Give names of roles with commas between, such as auditor,support, or nothing.";
      case API_KEYS_PER_USER -> "Give a whole number from 1 to 50, or nothing.";
      case API_KEYS_PER_TENANT -> "Give a whole number from 1 to 200, or nothing.";
    };
  }

  private static @Nullable String notice(String done) {
    return Optional.of(done)
        .map(deed ->
            switch (deed) {
              case "hosts" -> "Whoever comes by one of these hosts is this tenant's from now on.";
              case "settings" -> "It holds for this tenant from now on.";
              default -> "";
            })
        .filter(sentence -> !sentence.isEmpty())
        .orElse(null);
  }
}
