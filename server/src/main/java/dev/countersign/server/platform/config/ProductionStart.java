package dev.countersign.server.platform.config;

import dev.countersign.server.platform.config.ServiceSettings.Mode;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** In production nothing unsafe is tolerated, and the operator hears of all of it in one go. */
@Configuration(proxyBeanMethods = false)
class ProductionStart {
  /** Looks before any other bean is made: before the store, which would fail on the first fault. */
  @Bean
  static BeanFactoryPostProcessor productionChecks() {
    return beans -> {
      if (beans.getBean(ServiceSettings.class).mode() == Mode.PRODUCTION) {
        require(
            beans
                .getBeanProvider(ProductionCheck.class)
                .orderedStream()
                .flatMap(check -> check.faults().stream())
                .toList());
      }
    };
  }

  @Bean
  ProductionCheck publicAddressCheck(PublicSettings address) {
    return () -> {
      String url = address.url();
      if (url == null) {
        return List.of(
            "COUNTERSIGN_PUBLIC_URL is missing. Set the address that people reach the service"
                + " under, such as https://accounts.example.com.");
      }
      return url.startsWith("https:")
          ? List.of()
          : List.of("COUNTERSIGN_PUBLIC_URL does not begin with https://. Let it.");
    };
  }

  static void require(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new StartRefusedException(
          faults.stream()
              .distinct()
              .sorted()
              .map(fault -> "\n  - " + fault)
              .collect(
                  Collectors.joining(
                      "",
                      "COUNTERSIGN_MODE is production, in which these are not tolerated:",
                      "\nPut them right, or set COUNTERSIGN_MODE=development on a machine of your"
                          + " own.")));
    }
  }
}
