package dev.countersign.server.webhooks;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.events.EventReader;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class WebhooksConfiguration {
  @Bean
  JdbcWebhooks webhookStore(JdbcClient jdbc) {
    return new JdbcWebhooks(jdbc);
  }

  @Bean
  JdbcWebhookSecrets webhookSecrets(JdbcClient jdbc, MasterKeys master, IdGenerator ids) {
    return new JdbcWebhookSecrets(jdbc, master, ids);
  }

  @Bean
  JdbcDeliveries webhookDeliveries(JdbcClient jdbc) {
    return new JdbcDeliveries(jdbc);
  }

  @Bean
  JdbcDeliveryQueue webhookQueue(JdbcClient jdbc) {
    return new JdbcDeliveryQueue(jdbc);
  }

  @Bean
  PublicAddresses publicAddresses(WebhookSettings settings) {
    return new PublicAddresses(SystemDefaultDnsResolver.INSTANCE, settings.networks());
  }

  @Bean
  WebhookFields webhookFields(PublicAddresses addresses, WebhookSettings settings) {
    return new WebhookFields(new Destinations(addresses, settings.http()));
  }

  @Bean
  Webhooks webhooks(
      JdbcWebhooks store,
      JdbcWebhookSecrets secrets,
      JdbcDeliveries deliveries,
      TenantTransactions transactions,
      AuditTrail audit,
      SecureRandom random,
      IdGenerator ids,
      Clock clock,
      WebhookSettings settings) {
    return new Webhooks(
        store, secrets, deliveries, transactions, audit, random, ids, clock, settings.perTenant());
  }

  @Bean
  DeliveryHistory deliveryHistory(JdbcDeliveries store, TenantTransactions transactions) {
    return new DeliveryHistory(store, transactions);
  }

  @Bean
  Replaying replaying(
      JdbcDeliveries deliveries,
      JdbcDeliveryQueue queue,
      PlacedEvents events,
      TenantTransactions transactions,
      DeliverySignal signal,
      AuditTrail audit,
      Clock clock) {
    return new Replaying(deliveries, queue, events, transactions, signal, audit, clock);
  }

  @Bean
  WebhookDesk webhookDesk(Webhooks webhooks, DeliveryHistory history, Replaying replaying) {
    return new WebhookDesk(webhooks, history, replaying);
  }

  @Bean
  Dispatching dispatching(
      JdbcWebhooks webhooks, JdbcDeliveryQueue queue, DeliverySignal signal, Clock clock) {
    return new Dispatching(webhooks, queue, signal, clock);
  }

  @Bean
  Sender webhookSender(PublicAddresses addresses, WebhookSettings settings) {
    return new Sender(addresses, settings.timeout(), settings.concurrency(), settings.perHost());
  }

  @Bean
  Courier courier(
      JdbcWebhooks webhooks,
      JdbcWebhookSecrets secrets,
      JdbcDeliveries deliveries,
      EventReader events,
      Sender sender,
      SecureRandom random,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher published,
      JsonMapper json,
      IdGenerator ids,
      Clock clock,
      WebhookSettings settings) {
    return new Courier(
        new Courier.Parts(
            webhooks,
            secrets,
            deliveries,
            events,
            sender,
            new RetrySchedule(random),
            transactions,
            audit,
            published,
            json,
            ids,
            clock),
        settings.disableAfter());
  }

  @Bean
  Couriers couriers(
      Courier courier,
      JdbcDeliveryQueue queue,
      TenantTransactions transactions,
      DeliverySignal signal,
      Clock clock,
      WebhookSettings settings) {
    return new Couriers(courier, queue, transactions, signal, clock, settings);
  }

  /** What is told is not for whoever sits on the wire. */
  @Bean
  ProductionCheck webhooksCheck(WebhookSettings settings) {
    return () ->
        settings.http()
            ? List.of(
                "COUNTERSIGN_WEBHOOKS_HTTP lets webhooks do without TLS. Leave it out, and name"
                    + " https:// addresses.")
            : List.of();
  }
}
