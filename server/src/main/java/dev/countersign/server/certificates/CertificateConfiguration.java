package dev.countersign.server.certificates;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.certificates.ServerCertificate.Pem;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.web.TrustedProxies;
import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.util.StringUtils;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class CertificateConfiguration {
  @Bean
  ProductionCheck tlsCheck(TlsSettings settings, TrustedProxies trusted) {
    return new TlsProductionCheck(settings, trusted);
  }

  /** Where a certificate is set. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(Configured.class)
  static class Served {
    private static final String BUNDLE = "countersign";

    /** What was read at the start, by the web server and by the watch alike. */
    record First(TlsSettings.Files files, Pem pem, ServerCertificate certificate) {}

    @Bean
    First firstCertificate(TlsSettings settings, Clock clock) {
      TlsSettings.Files files = Objects.requireNonNull(settings.files(), "this is conditional");
      try {
        Pem pem = Pem.read(files);
        return new First(files, pem, ServerCertificate.of(pem, clock.instant()));
      } catch (UnusableCertificateException e) {
        throw new StartRefusedException(
            "COUNTERSIGN_TLS_CERTIFICATE and COUNTERSIGN_TLS_KEY cannot be used: " + e.getMessage(),
            e);
      }
    }

    @Bean
    SslBundleRegistrar certificateBundle(First first) {
      return registry -> registry.registerBundle(BUNDLE, first.certificate().bundle());
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> tlsOnly() {
      return server -> server.setSsl(Ssl.forBundle(BUNDLE));
    }

    @Bean
    CertificateWatch certificateWatch(
        First first,
        SslBundleRegistry registry,
        Clock clock,
        TenantTransactions transactions,
        AuditTrail audit) {
      return new CertificateWatch(
          first.files(),
          first.pem(),
          first.certificate(),
          next -> registry.updateBundle(BUNDLE, next.bundle()),
          clock,
          transactions,
          audit);
    }

    @Bean
    SchedulingConfigurer certificateLooks(CertificateWatch watch, TlsSettings settings) {
      return tasks -> tasks.addFixedDelayTask(watch::look, settings.reload());
    }

    @Bean
    CertificateCheck certificateCheck(CertificateWatch watch, Clock clock) {
      return new CertificateCheck(watch, clock);
    }
  }

  /** An empty variable, as compose files leave them, is none. */
  static final class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(
          context.getEnvironment().getProperty("countersign.tls.certificate"));
    }
  }
}
