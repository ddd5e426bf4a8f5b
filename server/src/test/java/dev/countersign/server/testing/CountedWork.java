package dev.countersign.server.testing;

import dev.countersign.server.platform.request.RequestContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Notes what requests cost: each password hash and each statement that they run, in order. Import
 * it, and ask for {@link Work} as a parameter.
 */
@TestConfiguration(proxyBeanMethods = false)
public class CountedWork {
  private static final Work WORK = new Work();

  /** What was done since it was last taken. */
  public static final class Work {
    private final List<String> steps = new CopyOnWriteArrayList<>();

    /** The steps, which are forgotten with that. */
    public List<String> take() {
      List<String> taken = List.copyOf(steps);
      steps.clear();
      return taken;
    }
  }

  @Bean
  Work work() {
    return WORK;
  }

  @Bean
  static BeanPostProcessor counting() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (name) {
          case "dataSource" -> counted(bean, DataSource.class);
          case "argon2" -> counted(bean, bean.getClass().getInterfaces()[0]);
          default -> bean;
        };
      }
    };
  }

  private static <T> T counted(Object target, Class<T> type) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          // Argon2 is an interface of its package only.
          method.trySetAccessible();
          note(method.getName(), arguments);
          try {
            Object result = method.invoke(target, arguments);
            return result instanceof Connection connection
                ? counted(connection, Connection.class)
                : result;
          } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static void note(String method, Object[] arguments) {
    if (method.equals("hash")) {
      WORK.steps.add("hash at " + arguments[0]);
    } else if (RequestContext.current().isPresent()) {
      // Jobs in the background have statements too, but no request.
      switch (method) {
        case "prepareStatement" -> WORK.steps.add(String.valueOf(arguments[0]));
        case "commit", "rollback" -> WORK.steps.add(method);
        default -> {}
      }
    }
  }
}
