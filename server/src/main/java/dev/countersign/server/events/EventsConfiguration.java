package dev.countersign.server.events;

import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.web.CrossOriginSettings;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
  @Bean
  EventFeed eventFeed(EventReader reader, EventSettings settings) {
    return new EventFeed(reader, settings);
  }

  @Bean
  EventStreams eventStreams(EventFeed feed, EventSettings settings) {
    return new EventStreams(feed, settings);
  }

  @Bean
  EventWishes eventWishes(EventFeed feed) {
    return new EventWishes(feed);
  }

  @Bean
  StreamMapping streamMapping(
      EventStreams streams,
      EventWishes wishes,
      ProblemWriter problems,
      CrossOriginSettings origins,
      JsonMapper json) {
    return new StreamMapping(
        new SseHandler(streams, wishes, problems, json),
        new SocketHandler(streams, wishes, problems, origins, json));
  }

  /** The container's WebSockets, which Spring Boot sets up only with a module of its own. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.addServletContainerInitializer(new WsSci(), null));
  }
}
