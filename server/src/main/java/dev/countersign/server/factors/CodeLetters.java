package dev.countersign.server.factors;

import dev.countersign.server.mail.Letter;
import dev.countersign.server.mail.Letter.Part;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import java.util.List;
import org.springframework.stereotype.Component;

/** The letter with a code, in the transaction that keeps the code's hash. */
@Component
final class CodeLetters {
  static final String KIND = "mfa_code";

  private final Mail mail;

  CodeLetters(Mail mail) {
    this.mail = mail;
  }

  void send(TenantId tenant, UserId user, String address, Secret code) {
    long minutes = FactorType.EMAIL.challengeLife().toMinutes();
    mail.send(
        tenant,
        user.value(),
        new Letter(
            KIND,
            address,
            "Your verification code",
            List.of(
                Part.paragraph("Type this code where you were asked for it:"),
                Part.code(code.reveal()),
                Part.paragraph(
                    "It works once, for " + minutes + " minutes. Nobody of ours ever asks for it."),
                Part.paragraph(
                    "If you were not asked for a code, somebody may know your password: choose"
                        + " another one.")),
            FactorType.EMAIL.challengeLife()));
  }
}
