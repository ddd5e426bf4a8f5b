package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.PersonView;
import dev.countersign.server.console.page.SessionRow;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.factors.FreshFactor;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.sessions.SessionAdministration;
import dev.countersign.server.signin.Disabling;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** One person: their sessions, what happened, and what an administrator may do about it. */
@Hidden
@Controller
class PersonPages {
  static final String PERSON = PeoplePages.LIST + "/{id}";
  static final String SAY_WHY =
      "Say why, in at most " + SessionAdministration.REASON_MAX + " characters.";

  private final Users users;
  private final SessionAdministration sessions;
  private final Disabling disabling;
  private final Factors factors;
  private final FreshFactor fresh;
  private final PersonEvents events;

  PersonPages(
      Users users,
      SessionAdministration sessions,
      Disabling disabling,
      Factors factors,
      FreshFactor fresh,
      PersonEvents events) {
    this.users = users;
    this.sessions = sessions;
    this.disabling = disabling;
    this.factors = factors;
    this.fresh = fresh;
    this.events = events;
  }

  @GetMapping(PERSON)
  View one(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String done) {
    return find(caller, id)
        .map(user -> page(caller, user, notice(done), null))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  @PostMapping(PERSON + "/end-sessions")
  View endSessions(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason) {
    Optional<User> user = find(caller, id);
    if (user.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    String words = reason.strip();
    if (!isReason(words)) {
      return page(caller, user.get(), null, SAY_WHY).with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    var _ = sessions.end(caller, List.of(user.get().id()), words, Duration.ZERO);
    return done(id, "ended");
  }

  @PostMapping(PERSON + "/reset-factors")
  View resetFactors(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason) {
    Optional<User> user = find(caller, id);
    if (user.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    String words = reason.strip();
    if (!isReason(words)) {
      return page(caller, user.get(), null, SAY_WHY).with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    if (factors.choices(caller.tenant(), caller.person()).isEmpty()) {
      return page(
              caller,
              user.get(),
              null,
              "This takes a second factor of your own. Set one up first, under You.")
          .with(HttpStatus.FORBIDDEN);
    }
    return fresh.isShown(caller, FreshFactor.USUAL)
        ? done(id, factors.reset(caller, user.get().id(), words) ? "reset" : "")
        : new Redirect(ProofPages.PAGE);
  }

  @PostMapping(PERSON + "/disable")
  View disable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Optional<User> user = find(caller, id);
    if (user.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    if (user.get().id().equals(caller.user())) {
      return page(caller, user.get(), null, "You cannot disable your own account.")
          .with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return done(id, disabling.disable(caller, user.get().id()) ? "disabled" : "");
  }

  @PostMapping(PERSON + "/enable")
  View enable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return find(caller, id)
        .<View>map(user -> done(id, disabling.enable(caller, user.id()) ? "enabled" : ""))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  static boolean isReason(String words) {
    return !words.isEmpty()
        && words.length() <= SessionAdministration.REASON_MAX
        && TextRules.isStorable(words)
        && TextRules.isOneLine(words);
  }

  /** The page of somebody with what stood against it; they may be gone. */
  Page refused(Caller caller, UserId id, String fault) {
    return users
        .find(caller.tenant(), id)
        .map(user -> page(caller, user, null, fault).with(HttpStatus.UNPROCESSABLE_CONTENT))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private Optional<User> find(Caller caller, String id) {
    return UserId.parse(id).flatMap(user -> users.find(caller.tenant(), user));
  }

  private Page page(Caller caller, User user, @Nullable String notice, @Nullable String fault) {
    List<SessionRow> active =
        sessions
            .list(caller, user.id())
            .map(list -> SessionRows.of(caller, list))
            .orElse(List.of());
    return Page.of(
        "person",
        People.nameOf(user),
        Area.PEOPLE,
        new PersonView(
            PeoplePages.row(user),
            powers(caller, user),
            active,
            factors.choices(caller.tenant(), user.id()).stream()
                .map(factor -> factor.type().label())
                .distinct()
                .toList(),
            caller.may(Permission.AUDIT_READ) ? events.of(user) : List.of(),
            notice,
            fault));
  }

  private static PersonView.Powers powers(Caller caller, User user) {
    boolean self = user.id().equals(caller.user());
    boolean administers = caller.may(Permission.ADMINISTER);
    return new PersonView.Powers(
        administers && !self,
        administers,
        caller.may(Permission.SESSIONS_WRITE),
        caller.may(Permission.USERS_IMPERSONATE)
            && !self
            && user.status() == User.Status.ACTIVE
            && user.email() != null,
        caller.may(Permission.AUDIT_READ));
  }

  private static Redirect done(String id, String what) {
    return new Redirect(PeoplePages.LIST + "/" + id + (what.isEmpty() ? "" : "?done=" + what));
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "ended" -> "Their sessions have ended. Whatever used them is refused from now on.";
      case "disabled" -> "The account is disabled, and its sessions have ended.";
      case "reset" -> "Their second factors are gone, and they have been told.";
      case "unseen" -> "You see your own again.";
      case "enabled" -> "The account may be used again.";
      default -> null;
    };
  }
}
