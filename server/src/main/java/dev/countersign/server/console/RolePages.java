package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.Role;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.RolesView;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.roles.OwnRole;
import dev.countersign.server.roles.RoleAssignments;
import dev.countersign.server.roles.RoleGraph;
import dev.countersign.server.roles.RoleRefusal;
import dev.countersign.server.roles.Roles;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The roles of the tenant, for its administrators. */
@Hidden
@Controller
class RolePages {
  private static final String PAGE = ConsoleChain.ROOT + "/roles";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{1,49}");
  private static final int DESCRIPTION_MAX = 200;
  private static final int WORDS_MAX = 4_000;

  private final Roles roles;
  private final RoleAssignments assignments;
  private final Users users;

  RolePages(Roles roles, RoleAssignments assignments, Users users) {
    this.roles = roles;
    this.assignments = assignments;
    this.users = users;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return page(caller, notice(done), List.of());
  }

  @PostMapping(PAGE)
  View save(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String permissions,
      @RequestParam(defaultValue = "") String includes) {
    Optional<Permissions> read = Permissions.parse(words(permissions));
    if (!NAME.matcher(name.strip()).matches()) {
      return refused(caller, "Give 2 to 50 letters a to z, digits, dashes or underscores as name.");
    }
    if (read.isEmpty() || permissions.length() > WORDS_MAX || includes.length() > WORDS_MAX) {
      return refused(caller, "Give permissions as resource:action, with spaces between.");
    }
    if (description.length() > DESCRIPTION_MAX
        || !TextRules.isStorable(description)
        || !TextRules.isOneLine(description)) {
      return refused(caller, "Say what it is for in at most 200 characters.");
    }
    OwnRole role = new OwnRole(name.strip(), description.strip(), read.get(), words(includes));
    Optional<RoleRefusal> refusal =
        roles.graph(caller.tenant()).find(role.name()).isPresent()
            ? roles.replace(caller, role)
            : roles.create(caller, role);
    return answer(caller, refusal, "saved");
  }

  @PostMapping(PAGE + "/{name}/remove")
  View remove(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    return answer(caller, roles.remove(caller, name), "removed");
  }

  @PostMapping(PAGE + "/people")
  View assign(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String role,
      @RequestParam(defaultValue = "") String deed) {
    Optional<UserId> user =
        TextRules.isStorable(person)
            ? users.findRecipient(caller.tenant(), person.strip())
            : Optional.empty();
    if (user.isEmpty()) {
      return refused(caller, "There is nobody of that name.");
    }
    return answer(
        caller,
        deed.equals("take")
            ? assignments.take(caller, user.get(), role)
            : assignments.give(caller, user.get(), role),
        deed.equals("take") ? "taken" : "given");
  }

  private View answer(Caller caller, Optional<RoleRefusal> refusal, String done) {
    return refusal
        .<View>map(reason -> refused(caller, reason.problem().getMessage()))
        .orElseGet(() -> new Redirect(PAGE + "?done=" + done));
  }

  private View refused(Caller caller, @Nullable String fault) {
    return page(caller, null, fault == null ? List.of() : List.of(fault))
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page page(Caller caller, @Nullable String notice, List<String> faults) {
    RoleGraph graph = roles.graph(caller.tenant());
    List<RolesView.Row> rows =
        Stream.concat(
                Arrays.stream(Role.values())
                    .map(role ->
                        new RolesView.Row(
                            role.wireName(),
                            true,
                            role.description(),
                            String.join(" ", role.permissions().wireNames()),
                            "")),
                graph.own().stream()
                    .map(role ->
                        new RolesView.Row(
                            role.name(),
                            false,
                            role.description(),
                            String.join(" ", role.permissions().wireNames()),
                            String.join(" ", role.includes()))))
            .toList();
    return Page.of("roles", "Roles", Area.ROLES, new RolesView(rows, notice, faults));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+", -1))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "saved" -> "The role is saved, and counts for everybody who has it.";
      case "removed" -> "The role is gone.";
      case "given" -> "They have the role from now on.";
      case "taken" -> "They have the role no longer.";
      default -> null;
    };
  }
}
