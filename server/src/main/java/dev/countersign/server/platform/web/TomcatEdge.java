package dev.countersign.server.platform.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts our error reports in the place of Tomcat's pages, gives long answers time, and believes the
 * proxies we know.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustedProxies.class)
class TomcatEdge {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
          }
        });
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> unhurriedAnswers() {
    return factory -> factory.setProtocol(UnhurriedProtocol.class.getName());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> forwardedRequests(
      TrustedProxies trusted) {
    return factory -> {
      if (!trusted.proxies().isEmpty()) {
        factory.addEngineValves(trusted.valve());
      }
    };
  }
}
