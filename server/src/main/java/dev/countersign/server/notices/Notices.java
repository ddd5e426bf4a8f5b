package dev.countersign.server.notices;

import dev.countersign.server.access.Role;
import dev.countersign.server.apikeys.ApiKeyEnding;
import dev.countersign.server.credentials.PasswordChanged;
import dev.countersign.server.factors.FactorsChanged;
import dev.countersign.server.factors.PasskeyCopySuspected;
import dev.countersign.server.impersonation.PersonImpersonated;
import dev.countersign.server.mail.Letter;
import dev.countersign.server.mail.Letter.Part;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.requests.PaymentAsked;
import dev.countersign.server.requests.RequestDeclined;
import dev.countersign.server.schedules.ScheduledPaymentRefused;
import dev.countersign.server.schedules.ScheduledPaymentsMissed;
import dev.countersign.server.sessions.Device;
import dev.countersign.server.sessions.NewDeviceSignIn;
import dev.countersign.server.sessions.SessionDeviceMismatch;
import dev.countersign.server.tokens.RefreshTokenReused;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import dev.countersign.server.webhooks.WebhookDisabled;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes to people about what they should know, in the transaction in which it happened: no change
 * without its letter, and none about what did not happen.
 */
@Component
class Notices {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int ADMINISTRATORS_TOLD_MAX = 20;
  private static final String RESET = "/reset";

  private final Users users;
  private final Mail mail;
  private final PublicAddress address;
  private final InstantSource clock;

  Notices(Users users, Mail mail, PublicAddress address, InstantSource clock) {
    this.users = users;
    this.mail = mail;
    this.address = address;
    this.clock = clock;
  }

  @EventListener
  void on(PasswordChanged changed) {
    tell(
        changed.tenant(),
        changed.user(),
        "password_changed",
        "Your password was changed",
        List.of(
            "The password of your account was changed on "
                + TIME.format(clock.instant())
                + from(Device.current())
                + ". All other sessions have ended."));
  }

  @EventListener
  void on(NewDeviceSignIn signIn) {
    tell(
        signIn.tenant(),
        signIn.user(),
        "new_device",
        "A sign-in from a new device",
        List.of(seen("Somebody signed in to your account", signIn.at(), signIn.device())));
  }

  @EventListener
  void on(SessionDeviceMismatch mismatch) {
    tell(
        mismatch.tenant(),
        mismatch.user(),
        "session_moved",
        "A session was ended for your safety",
        List.of(
            seen(
                "A session of yours was to be continued on another device",
                mismatch.at(),
                mismatch.device()),
            "We have ended the session. If that was you, sign in again."));
  }

  @EventListener
  void on(RefreshTokenReused reused) {
    tell(
        reused.tenant(),
        reused.user(),
        "token_reused",
        "A session was ended for your safety",
        List.of(
            "A token of one of your sessions was used twice on "
                + TIME.format(clock.instant())
                + from(Device.current())
                + ". Somebody else may have copied it.",
            "We have ended the session. Sign in again where you want to go on."));
  }

  @EventListener
  void on(FactorsChanged changed) {
    String when = " on " + TIME.format(clock.instant()) + from(Device.current()) + ".";
    switch (changed.what()) {
      case ENABLED ->
          factors(
              changed,
              "A second factor was set up",
              "From now on a second factor ("
                  + changed.type().label()
                  + ") is asked for when"
                  + " somebody signs in to your account. It was set up"
                  + when);
      case DISABLED ->
          factors(
              changed,
              "A second factor was disabled",
              "A second factor of your account ("
                  + changed.type().label()
                  + ") was disabled"
                  + when);
      case RESET ->
          factors(
              changed,
              "Your second factors were reset",
              "An administrator has taken away every second factor of your account"
                  + when
                  + " You set one up anew when you sign in.");
      case RECOVERY_CODES_REPLACED ->
          factors(
              changed,
              "New recovery codes were made",
              "New recovery codes were made for your account, and the old ones work no more. That"
                  + " was"
                  + when);
      case RECOVERY_CODE_USED ->
          factors(
              changed,
              "A recovery code was used",
              "One of the recovery codes of your account was used" + when);
      case TRIES_EXHAUSTED ->
          factors(
              changed,
              "Wrong codes for your account",
              "Somebody who knows your password, or holds a session of yours, has typed so many"
                  + " wrong codes that no more are taken for up to 24 hours. The last was typed"
                  + when);
    }
  }

  private void factors(FactorsChanged changed, String subject, String sentence) {
    tell(changed.tenant(), changed.user(), "mfa_changed", subject, List.of(sentence));
  }

  @EventListener
  void on(PasskeyCopySuspected suspected) {
    tell(
        suspected.tenant(),
        suspected.user(),
        "passkey_copy_suspected",
        "There may be a copy of a passkey of yours",
        List.of(
            "A passkey of your account was used on "
                + TIME.format(clock.instant())
                + from(Device.current())
                + ", and its counter had gone back, as that of a copy does. It let nobody in.",
            "If you do not know why, remove that passkey from your account."));
  }

  @EventListener
  void on(ApiKeyEnding ending) {
    String until = TIME.format(ending.rotateBy());
    send(
        ending.tenant(),
        ending.user(),
        "api_key_ending",
        "An API key comes to its end",
        List.of(
            Part.paragraph(
                "The API key \""
                    + ending.name()
                    + "\" ("
                    + ending.prefix()
                    + "…) stops working on "
                    + until
                    + "."),
            Part.paragraph(
                "Rotate it before then: the new key works at once, and the old one goes on for a"
                    + " while, so that nothing stands still in between.")));
  }

  @EventListener
  void on(PersonImpersonated seen) {
    tell(
        seen.tenant(),
        seen.user(),
        "impersonated",
        "Support looked at your account",
        List.of(
            "Somebody of support began to see your account as you see it on "
                + TIME.format(clock.instant())
                + ", for at most "
                + seen.life().toMinutes()
                + " minutes. They can read, and can neither pay nor change anything of yours."));
  }

  @EventListener
  void on(WebhookDisabled disabled) {
    List<Part> parts =
        List.of(
            Part.paragraph(
                "The webhook "
                    + disabled.webhook().text()
                    + " to "
                    + disabled.host()
                    + (disabled.reason().equals("gone")
                        ? " answered that nobody listens there any more"
                        : " took nothing for days")
                    + ", and was disabled on "
                    + TIME.format(clock.instant())
                    + "."),
            Part.paragraph(
                "What could not be delivered is kept for a while. Once the receiver works, activate"
                    + " the webhook and replay it."));
    for (UserId administrator :
        users.withRole(
            disabled.tenant(), Role.ADMINISTRATOR.wireName(), null, ADMINISTRATORS_TOLD_MAX)) {
      send(disabled.tenant(), administrator, "webhook_disabled", "A webhook was disabled", parts);
    }
  }

  @EventListener
  void on(ScheduledPaymentRefused refused) {
    send(
        refused.tenant(),
        refused.owner(),
        "schedule_refused",
        "A payment that you had arranged was not made",
        List.of(
            Part.paragraph(
                "A payment that was due on "
                    + TIME.format(refused.dueAt())
                    + " was refused: "
                    + refused.reason().replace('_', ' ')
                    + "."),
            Part.paragraph(
                "It is not tried again. The next one is made when it is due. (Schedule "
                    + refused.schedule().text()
                    + ")")));
  }

  @EventListener
  void on(ScheduledPaymentsMissed missed) {
    send(
        missed.tenant(),
        missed.owner(),
        "schedule_missed",
        "Payments that you had arranged were not made in time",
        List.of(
            Part.paragraph(
                "Payments that were not made, for the next one was due before we could: "
                    + missed.count()
                    + "."),
            Part.paragraph(
                "They are not made later. Pay by hand what you still owe. (Schedule "
                    + missed.schedule().text()
                    + ")")));
  }

  @EventListener
  void on(PaymentAsked asked) {
    String payee =
        users.find(asked.tenant(), asked.payee()).map(User::email).orElse(asked.payee().text());
    send(
        asked.tenant(),
        asked.payer(),
        "payment_asked",
        "Somebody asks you to pay",
        List.of(
            Part.paragraph(
                payee
                    + " asks you to pay "
                    + asked.amount()
                    + " "
                    + asked.asset()
                    + " until "
                    + TIME.format(asked.expiresAt())
                    + "."),
            Part.paragraph(
                "Sign in to pay or decline it. If you do not know them, decline. (Request "
                    + asked.request().text()
                    + ")")));
  }

  @EventListener
  void on(RequestDeclined declined) {
    send(
        declined.tenant(),
        declined.payee(),
        "payment_declined",
        "A payment that you asked for was declined",
        List.of(
            Part.paragraph(
                "The reason given: "
                    + declined.reason()
                    + " (Request "
                    + declined.request().text()
                    + ")")));
  }

  private static String seen(String what, Instant at, Device device) {
    return what + " on " + TIME.format(at) + from(device) + ".";
  }

  private static String from(Device device) {
    if (device.equals(Device.UNKNOWN)) {
      return "";
    }
    return ", with " + device.label() + " (network " + device.place() + ")";
  }

  private void tell(
      TenantId tenant, UserId user, String kind, String subject, List<String> sentences) {
    send(tenant, user, kind, subject, parts(sentences));
  }

  /** A letter to somebody who has an address. */
  Optional<Letter> letter(
      TenantId tenant, UserId user, String kind, String subject, List<String> sentences) {
    return addressed(tenant, user, kind, subject, parts(sentences));
  }

  private void send(TenantId tenant, UserId user, String kind, String subject, List<Part> parts) {
    addressed(tenant, user, kind, subject, parts)
        .ifPresent(letter -> mail.send(tenant, user.value(), letter));
  }

  private Optional<Letter> addressed(
      TenantId tenant, UserId user, String kind, String subject, List<Part> parts) {
    return users
        .find(tenant, user)
        .map(User::email)
        .map(email -> new Letter(kind, email, subject, parts, Letter.NEWS));
  }

  private List<Part> parts(List<String> sentences) {
    List<Part> parts = new ArrayList<>(sentences.stream().map(Part::paragraph).toList());
    parts.add(
        Part.paragraph(
            "If it was you, you need to do nothing. If it was not, choose a new password at once;"
                + " that ends every session:"));
    parts.add(Part.link("Choose a new password", address.of(RESET)));
    return parts;
  }
}
