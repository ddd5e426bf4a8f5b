package dev.countersign.server.mail;

import dev.countersign.server.mail.JdbcMails.Claimed;
import dev.countersign.server.mail.JdbcMails.Sealed;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.privacy.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What messages say, sealed under the key of whom they are for, and bound to the message. */
@Component
class SealedContent {
  private static final JsonMapper JSON = new JsonMapper();

  private final PersonalData personalData;

  SealedContent(PersonalData personalData) {
    this.personalData = personalData;
  }

  static String text(Letter letter) {
    return JSON.writeValueAsString(letter);
  }

  static Letter letter(String text) {
    return JSON.readValue(text, Letter.class);
  }

  Sealed seal(TenantId tenant, UUID person, UUID mail, String text) {
    return new Sealed(
        personalData.seal(tenant, person, text.getBytes(StandardCharsets.UTF_8), context(mail)));
  }

  /** Empty once the person is forgotten. */
  Optional<String> open(Claimed mail) {
    return personalData
        .open(mail.tenant(), mail.person(), mail.sealed().bytes(), context(mail.id()))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static String context(UUID mail) {
    return "mail:" + mail;
  }
}
