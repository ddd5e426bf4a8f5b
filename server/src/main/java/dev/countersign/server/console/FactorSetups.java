package dev.countersign.server.console;

import dev.countersign.server.console.page.FactorOffer;
import dev.countersign.server.console.page.FactorSetupForm;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorRequest;
import dev.countersign.server.factors.FactorRequests;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Setting up a factor that a code proves, by whoever is signed in and by whoever must before they
 * are let in.
 */
@Component
class FactorSetups {
  private static final int CODE_MAX = 100;
  private static final int GROUP = 4;

  private final Enrolment enrolment;

  FactorSetups(Enrolment enrolment) {
    this.enrolment = enrolment;
  }

  /**
   * Whose pages these are.
   *
   * @param finish where the code goes
   * @param token what entitles somebody who is not let in yet; empty for somebody signed in
   */
  record Surroundings(String finish, String token, Area area) {}

  /** What beginning came to. */
  sealed interface Begun {
    record Shown(Page page) implements Begun {}

    record Refused(HttpStatus status, String sentence) implements Begun {}
  }

  FactorOffer offer(TenantId tenant, String action, String passkeyAction, String token) {
    List<FactorType> offered = enrolment.offered(tenant);
    return new FactorOffer(
        action,
        passkeyAction,
        token,
        offered.contains(FactorType.PASSKEY),
        offered.contains(FactorType.TOTP),
        offered.contains(FactorType.SMS),
        offered.contains(FactorType.EMAIL));
  }

  /** Begins with what a form asks for. */
  Begun begin(Enroller enroller, String type, String phone, Surroundings surroundings) {
    return request(type, phone)
        .map(wanted -> begin(enroller, wanted, surroundings))
        .orElseGet(() ->
            new Begun.Refused(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "Give the number with its country's code, such as +420601234567."));
  }

  private Begun begin(Enroller enroller, FactorRequest wanted, Surroundings surroundings) {
    return switch (enrolment.begin(enroller, wanted)) {
      case Enrolment.Begun.Ready ready -> new Begun.Shown(page(ready, surroundings));
      case Enrolment.Begun.Exists _ ->
          refused("There is one of this kind already, or there are as many as there may be.");
      case Enrolment.Begun.NotOffered _ -> refused("This is not offered here.");
      case Enrolment.Begun.Delayed(Duration delay) ->
          new Begun.Refused(HttpStatus.TOO_MANY_REQUESTS, FactorForms.delayed(delay));
      case Enrolment.Begun.NotSent _ ->
          new Begun.Refused(
              HttpStatus.SERVICE_UNAVAILABLE,
              "The code could not be sent. Try again, or choose another way.");
    };
  }

  /** Puts one into use; the form once more where the code is wrong. */
  Optional<Page> finish(
      Enroller enroller, FactorSetupForm.Target target, String code, Surroundings surroundings) {
    Optional<FactorId> factor = FactorId.parse(target.factor());
    boolean readable = code.length() <= CODE_MAX && TextRules.isStorable(code);
    Enrolment.Finished finished =
        factor.isEmpty() || !readable
            ? new Enrolment.Finished.Nothing()
            : enrolment.finish(
                enroller, factor.get(), challenge(target.challenge()), Secret.of(code.strip()));
    return switch (finished) {
      case Enrolment.Finished.Enabled _ -> Optional.empty();
      case Enrolment.Finished.Delayed(Duration delay) ->
          Optional.of(onceMore(target, FactorForms.delayed(delay), surroundings));
      case Enrolment.Finished.Nothing _, Enrolment.Finished.Wrong _ ->
          Optional.of(
              onceMore(
                  target,
                  target.challenge().isEmpty()
                      ? "That code is wrong. Wait for the next one that the app shows, and look at"
                          + " its clock."
                      : "That code is wrong, or came too late. Look at the message once more, or"
                          + " begin again.",
                  surroundings));
    };
  }

  private static @Nullable Secret challenge(String text) {
    return text.isEmpty() || !TextRules.isStorable(text) ? null : Secret.of(text);
  }

  private static Begun refused(String sentence) {
    return new Begun.Refused(HttpStatus.UNPROCESSABLE_CONTENT, sentence);
  }

  private static Optional<FactorRequest> request(String type, String phone) {
    return switch (FactorType.ofWireName(type).orElse(FactorType.TOTP)) {
      case SMS -> FactorRequests.phone(phone);
      case EMAIL -> Optional.of(new FactorRequest.Mailbox(FactorType.EMAIL.label()));
      case TOTP, PASSKEY, RECOVERY_CODE -> Optional.of(FactorRequests.usualApp());
    };
  }

  private static Page page(Enrolment.Begun.Ready ready, Surroundings surroundings) {
    Factor factor = ready.factor();
    Enrolment.AppSetup app = ready.app();
    Enrolment.SentSetup sent = ready.sent();
    return page(
        new FactorSetupForm(
            heading(sent == null),
            sent == null
                ? "Scan this with an app such as Google Authenticator, Microsoft Authenticator or"
                    + " Authy."
                : FactorForms.asked(factor),
            new FactorSetupForm.Target(
                surroundings.finish(),
                surroundings.token(),
                factor.id().text(),
                sent == null ? "" : sent.challenge().reveal()),
            label(sent == null),
            app == null
                ? null
                : new FactorSetupForm.App(app.qrPng(), grouped(app.secret().reveal())),
            ready.recoveryCodes().stream().map(Secret::reveal).toList(),
            null),
        surroundings);
  }

  // What is secret was shown once, and is not shown again.
  private static Page onceMore(
      FactorSetupForm.Target target, String refusal, Surroundings surroundings) {
    boolean app = target.challenge().isEmpty();
    return page(
            new FactorSetupForm(
                heading(app),
                app
                    ? "The app has been told; now it has to show that it works."
                    : "We have sent you a code; now it has to arrive.",
                target,
                label(app),
                null,
                List.of(),
                refusal),
            surroundings)
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page page(FactorSetupForm form, Surroundings surroundings) {
    return Page.of("factor-setup", form.heading(), surroundings.area(), form);
  }

  private static String heading(boolean app) {
    return app ? "Set up an authenticator app" : "Set up codes that we send";
  }

  private static String label(boolean app) {
    return app ? "The code that the app shows" : "The code that we sent";
  }

  private static String grouped(String secret) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < secret.length(); at += GROUP) {
      text.append(at == 0 ? "" : " ").append(secret, at, Math.min(secret.length(), at + GROUP));
    }
    return text.toString();
  }
}
