package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.PasswordForm;
import dev.countersign.server.credentials.PasswordChange;
import dev.countersign.server.credentials.PasswordChange.Outcome;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Choosing another password, for everybody who is signed in. */
@Hidden
@Controller
class OwnPasswordPages {
  static final String PAGE = ConsoleChain.OWN + "/password";
  static final int PASSWORD_MAX = 4096;

  private final PasswordChange change;
  private final Users users;

  OwnPasswordPages(PasswordChange change, Users users) {
    this.change = change;
    this.users = users;
  }

  @GetMapping(PAGE)
  View form(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return form(
        caller,
        List.of(),
        done.equals("changed")
            ? "Your password is changed, and every other session of yours has ended."
            : null);
  }

  @PostMapping(PAGE)
  View change(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password) {
    if (!isReadable(current) || !isReadable(password)) {
      return refused(caller, List.of("Fill in both fields, without control characters."));
    }
    return switch (change.change(caller, Secret.of(current), Secret.of(password))) {
      case Outcome.Changed _ -> new Redirect(PAGE + "?done=changed");
      case Outcome.Weak(List<Weakness> weaknesses) ->
          refused(caller, weaknesses.stream().map(Weakness::message).toList());
      case Outcome.WrongPassword _ ->
          refused(caller, List.of("Your current password is another one."));
      case Outcome.Delayed _ ->
          form(caller, List.of("Too many tries failed. Wait a little before the next one."), null)
              .with(HttpStatus.TOO_MANY_REQUESTS);
      case Outcome.NotEntitled _ ->
          refused(caller, List.of("This password cannot be changed at the moment."));
      case Outcome.Busy _ ->
          form(caller, List.of("The service is busy. Try again in a moment."), null)
              .with(HttpStatus.SERVICE_UNAVAILABLE);
    };
  }

  static boolean isReadable(String password) {
    return !password.isEmpty()
        && password.length() <= PASSWORD_MAX
        && TextRules.isStorable(password);
  }

  private Page refused(Caller caller, List<String> faults) {
    return form(caller, faults, null).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page form(Caller caller, List<String> faults, @Nullable String notice) {
    String who =
        users.find(caller.tenant(), caller.person()).map(OwnPasswordPages::nameOf).orElse("");
    return Page.of(
        "own-password",
        "Your password",
        Area.YOU,
        new PasswordForm(
            who, null, "Every other session of yours ends with the old password.", faults, notice));
  }

  private static String nameOf(User user) {
    return user.email() == null ? People.nameOf(user) : user.email();
  }
}
