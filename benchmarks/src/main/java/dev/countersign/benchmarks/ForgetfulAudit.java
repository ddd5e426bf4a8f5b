package dev.countersign.benchmarks;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditTrail;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Takes the audit trail out of a service on the benchmarks' class path, so that its cost can be
 * told. The product has no such switch.
 */
public final class ForgetfulAudit
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  /** The system property that turns it on. */
  static final String SWITCH = "countersign.benchmark.forgets";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (Boolean.getBoolean(SWITCH)) {
      context.getBeanFactory().addBeanPostProcessor(new Forgetting());
    }
  }

  private static final class Forgetting implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return bean instanceof AuditTrail ? new Nothing() : bean;
    }
  }

  private static final class Nothing implements AuditTrail {
    @Override
    public void record(List<AuditEvent> events) {}
  }
}
