package dev.countersign.server.mail;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {
  @Bean
  Mail mail(
      JdbcMails store,
      SealedContent content,
      MailSignal signal,
      IdGenerator ids,
      InstantSource clock,
      MailSettings settings) {
    return new MailQueue(store, content, signal, ids, clock, settings.ageMax());
  }

  @Bean
  Transport mailTransport(SmtpSettings smtp, ServiceSettings service) {
    return smtp.isSet()
        ? new SmtpTransport(smtp)
        : new OutboxFolder(service.directory().resolve("outbox"));
  }

  /** Nobody but the operator reads the outbox folder. */
  @Bean
  ProductionCheck mailCheck(SmtpSettings smtp) {
    return () ->
        smtp.isSet()
            ? List.of()
            : List.of(
                "COUNTERSIGN_SMTP_HOST is missing. Set the mail server through which people get"
                    + " their messages, and COUNTERSIGN_SMTP_FROM.");
  }

  @Bean
  Delivery mailDelivery(
      JdbcMails store,
      SealedContent content,
      List<LateLetters> writers,
      Transport transport,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    return new Delivery(store, content, writers, transport, transactions, audit, clock);
  }

  @Bean
  Postman postman(
      Delivery delivery, MailSignal signal, InstantSource clock, MailSettings settings) {
    return new Postman(delivery, signal, clock, settings);
  }
}
