package dev.countersign.server.platform.config;

import java.util.List;

/**
 * What a feature demands of its settings before the service may serve others. Beans of this type
 * are asked in production mode, before the store is opened, and all that they find is told at once.
 * They depend on settings only, and are made by {@code @Bean} methods: at that point nothing else
 * is injected yet.
 */
public interface ProductionCheck {
  /**
   * What is unsafe, each as a sentence or two for the operator: which setting, what is wrong with
   * it, and what to set. Never a secret.
   */
  List<String> faults();
}
