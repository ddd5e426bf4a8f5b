package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.users.Users;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where codes go. A telephone number is sealed under its owner's key, and shown masked. */
@Component
final class Contacts {
  private static final String PHONE = "factor phone";
  private static final int PHONE_SHOWN = 4;

  private final PersonalData personalData;
  private final Users users;

  Contacts(PersonalData personalData, Users users) {
    this.personalData = personalData;
    this.users = users;
  }

  byte[] seal(TenantId tenant, UserId user, Secret number) {
    return personalData.seal(
        tenant, user.value(), number.reveal().getBytes(StandardCharsets.UTF_8), PHONE);
  }

  /** Empty once the person is forgotten. */
  Optional<Secret> phone(JdbcFactors.Row factor) {
    byte[] sealed = factor.phoneSealed();
    return sealed == null
        ? Optional.empty()
        : personalData
            .open(factor.tenant(), factor.user().value(), sealed, PHONE)
            .map(plain -> Secret.of(new String(plain, StandardCharsets.UTF_8)));
  }

  Optional<String> email(TenantId tenant, UserId user) {
    return users.find(tenant, user).flatMap(found -> Optional.ofNullable(found.email()));
  }

  /** Where a factor's codes go, masked; absent where none are sent. */
  @Nullable String hint(JdbcFactors.Row factor) {
    return switch (factor.type()) {
      case SMS -> phone(factor).map(number -> maskedPhone(number.reveal())).orElse(null);
      case EMAIL -> email(factor.tenant(), factor.user()).map(Contacts::maskedEmail).orElse(null);
      case TOTP, RECOVERY_CODE, PASSKEY -> null;
    };
  }

  /** The last four digits: {@code ***1234}. */
  static String maskedPhone(String number) {
    return "***" + number.substring(Math.max(0, number.length() - PHONE_SHOWN));
  }

  /** The ends of what stands before the at sign: {@code j***n@example.com}. */
  static String maskedEmail(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1) {
      return "***";
    }
    String name = address.substring(0, at);
    String end = name.length() > 2 ? name.substring(name.length() - 1) : "";
    return name.charAt(0) + "***" + end + address.substring(at);
  }
}
