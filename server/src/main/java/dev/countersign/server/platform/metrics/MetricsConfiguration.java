package dev.countersign.server.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One registry, which every feature's {@link MeterBinder} is bound to. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Bean
  @ConditionalOnMissingBean
  MeterRegistry meterRegistry(List<MeterBinder> binders) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    binders.forEach(binder -> binder.bindTo(registry));
    return registry;
  }
}
