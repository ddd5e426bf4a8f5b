package dev.countersign.server.factors;

import dev.countersign.server.mail.Letter;
import dev.countersign.server.mail.Letter.Part;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The letter with a code, in the transaction that keeps the code's hash. */
@Component
final class CodeLetters {
  static final String KIND = "mfa_code";

  private final Mail mail;

  CodeLetters(Mail mail) {
    this.mail = mail;
  }

  void send(TenantId tenant, UserId user, String address, Secret code, @Nullable String approved) {
    mail.send(
        tenant,
        user.value(),
        new Letter(
            KIND,
            address,
            approved == null ? "Your verification code" : "Your code to sign a payment",
            approved == null ? asked(code) : toSign(code, approved),
            FactorType.EMAIL.challengeLife()));
  }

  private static List<Part> asked(Secret code) {
    return List.of(
        Part.paragraph("Type this code where you were asked for it:"),
        Part.code(code.reveal()),
        Part.paragraph(life()),
        Part.paragraph(
            "If you were not asked for a code, somebody may know your password: choose"
                + " another one."));
  }

  private static List<Part> toSign(Secret code, String approved) {
    return List.of(
        Part.paragraph("With this code you sign:"),
        Part.paragraph(approved),
        Part.code(code.reveal()),
        Part.paragraph(life()),
        Part.paragraph(
            "If this is not what you want to pay, do not type the code anywhere: somebody may be in"
                + " your account. Choose another password."));
  }

  private static String life() {
    return "It works once, for "
        + FactorType.EMAIL.challengeLife().toMinutes()
        + " minutes. Nobody of ours ever asks for it.";
  }
}
