package dev.countersign.server.notices;

import dev.countersign.server.factors.FactorsReset;
import dev.countersign.server.mail.LateLetters;
import dev.countersign.server.mail.Letter;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells people that an operator has reset their second factors, by a command beside the service.
 */
@Component
class OperatorResetLetters implements LateLetters {
  private final Notices notices;

  OperatorResetLetters(Notices notices) {
    this.notices = notices;
  }

  @Override
  public String kind() {
    return FactorsReset.LETTER;
  }

  @Override
  public Optional<Letter> write(TenantId tenant, String about) {
    return UserId.parse(about)
        .flatMap(user ->
            notices.letter(
                tenant,
                user,
                kind(),
                "Your second factors were reset",
                List.of(
                    "An operator of the service has taken away every second factor of your account."
                        + " You set one up anew when you sign in.")));
  }
}
