package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.PasskeySetupForm;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.FactorRequest;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Passkeys;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.webauthn.Fault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Adding a passkey, by whoever is signed in and by whoever must before they are let in. */
@Component
class PasskeySetups {
  /** The most characters of a factor's name. */
  static final int NAME_MAX = 100;

  private final Enrolment enrolment;
  private final Passkeys passkeys;
  private final JsonMapper json;

  PasskeySetups(Enrolment enrolment, Passkeys passkeys, JsonMapper json) {
    this.enrolment = enrolment;
    this.passkeys = passkeys;
    this.json = json;
  }

  /**
   * Whose pages these are.
   *
   * @param finish where the passkey goes
   * @param token what entitles somebody who is not let in yet; empty for somebody signed in
   * @param again where to begin again
   */
  record Surroundings(String finish, String token, String again, Area area) {}

  Page begin(Enroller enroller, String name, Surroundings surroundings) {
    String given = name.strip();
    FactorRequest wanted =
        new FactorRequest.Passkey(isName(given) ? given : FactorType.PASSKEY.label());
    return enrolment.begin(enroller, wanted) instanceof Enrolment.Begun.Ready ready
            && ready.sent() != null
        ? page(
            json.writeValueAsString(
                passkeys.creation(enroller, ready.sent().challenge(), ready.sent().life())),
            ready.recoveryCodes().stream().map(Secret::reveal).toList(),
            null,
            surroundings)
        : refused(
            "No passkey can be added here, or there are as many factors as there may be.",
            surroundings);
  }

  /** Puts one into use; a page that says why not where it cannot be. */
  Optional<Page> finish(Enroller enroller, String credential, Surroundings surroundings) {
    Enrolment.Finished finished =
        passkeys
            .credential(credential)
            .flatMap(passkeys::challenge)
            .map(challenge -> enrolment.finish(enroller, challenge, Secret.of(credential)))
            .orElseGet(() -> new Enrolment.Finished.Wrong(Fault.MALFORMED));
    return switch (finished) {
      case Enrolment.Finished.Enabled _ -> Optional.empty();
      case Enrolment.Finished.Nothing _ ->
          Optional.of(refused(Fault.CHALLENGE.message(), surroundings));
      case Enrolment.Finished.Wrong(Fault fault) ->
          Optional.of(
              refused(fault == null ? Fault.CHALLENGE.message() : fault.message(), surroundings));
      case Enrolment.Finished.Delayed(var delay) ->
          Optional.of(refused(FactorForms.delayed(delay), surroundings));
    };
  }

  /** Whether a factor can be called that. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= NAME_MAX
        && TextRules.isStorable(text)
        && TextRules.isOneLine(text);
  }

  private static Page refused(String refusal, Surroundings surroundings) {
    return page("", List.of(), refusal, surroundings).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page page(
      String options, List<String> codes, @Nullable String refusal, Surroundings surroundings) {
    return Page.of(
        "passkey-setup",
        "Add a passkey",
        surroundings.area(),
        new PasskeySetupForm(
            surroundings.finish(),
            surroundings.token(),
            options,
            codes,
            surroundings.again(),
            refusal));
  }
}
