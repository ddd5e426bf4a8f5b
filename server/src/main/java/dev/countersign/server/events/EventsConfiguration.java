package dev.countersign.server.events;

import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.web.CrossOriginSettings;
import java.util.List;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
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

  @Bean
  EventRelay eventRelay(
      JdbcEventRelay store,
      PlacedEvents events,
      List<EventConsumer> consumers,
      TenantTransactions transactions,
      EventSettings settings) {
    return new EventRelay(store, events, consumers, transactions, settings.relay());
  }

  /** Where there is a Redis, unless no channel is named. */
  @Bean
  @Conditional(ChannelNamed.class)
  SecurityChannel securityChannel(Redis redis, EventSettings settings, JsonMapper json) {
    return new SecurityChannel(redis, settings.redisChannel(), json);
  }

  /** An empty variable, as compose files leave them, names none. */
  static final class ChannelNamed implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      String channel = context.getEnvironment().getProperty("countersign.events.redis-channel");
      return StringUtils.hasText(context.getEnvironment().getProperty("countersign.redis.url"))
          && (channel == null || StringUtils.hasText(channel));
    }
  }

  /** The container's WebSockets, which Spring Boot sets up only with a module of its own. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.addServletContainerInitializer(new WsSci(), null));
  }
}
