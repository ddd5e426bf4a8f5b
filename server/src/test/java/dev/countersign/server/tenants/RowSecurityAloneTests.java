package dev.countersign.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The same with every condition on the tenant taken out of the application's statements, so that
 * row-level security stands alone.
 */
@ServerTest
@Import(RowSecurityAloneTests.Unchecked.class)
class RowSecurityAloneTests {
  private static final AtomicInteger SWITCHED_OFF = new AtomicInteger();

  private final TenantWalls walls;
  private final RequestMappingHandlerMapping endpoints;

  RowSecurityAloneTests(
      @LocalServerPort int port,
      TestDatabase database,
      RequestMappingHandlerMapping requestMappingHandlerMapping) {
    this.walls = new TenantWalls(port, database);
    this.endpoints = requestMappingHandlerMapping;
  }

  @Test
  void findsNothingByAnotherTenantsIds() {
    assertThat(walls.foundByIds(endpoints)).isEmpty();
    assertThat(SWITCHED_OFF).hasPositiveValue();
  }

  @Test
  void listsNothingOfAnotherTenant() {
    assertThat(walls.foundInLists(endpoints)).isEmpty();
  }

  /** Takes the conditions out where statements are prepared. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Unchecked {
    @Bean
    static BeanPostProcessor unchecking() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source ? unchecked(source) : bean;
        }
      };
    }

    private static DataSource unchecked(DataSource source) {
      return proxy(
          DataSource.class,
          source,
          (answer, _) -> answer instanceof Connection connection ? unchecked(connection) : answer);
    }

    private static Connection unchecked(Connection connection) {
      return proxy(Connection.class, connection, (answer, _) -> answer);
    }

    private interface Answered {
      Object with(Object answer, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T target, Answered answered) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (_, method, arguments) -> {
                if (method.getName().equals("prepareStatement")
                    && arguments[0] instanceof String sql) {
                  arguments[0] = withoutTenant(sql);
                }
                try {
                  return answered.with(method.invoke(target, arguments), arguments);
                } catch (InvocationTargetException failure) {
                  throw failure.getCause();
                }
              }));
    }

    // The parameter is still there to be set, and decides nothing.
    private static String withoutTenant(String sql) {
      String switchedOff =
          sql.replaceAll("((?:\\w+\\.)?tenant_id) = \\?", "($1 = ? or $1 is not null)");
      if (!switchedOff.equals(sql)) {
        SWITCHED_OFF.incrementAndGet();
      }
      return switchedOff;
    }
  }
}
