package dev.countersign.server.factors;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The methods there are, by type. */
@Component
final class FactorMethods {
  private final Map<FactorType, FactorMethod> byType = new EnumMap<>(FactorType.class);

  FactorMethods(List<FactorMethod> methods) {
    for (FactorMethod method : methods) {
      if (byType.put(method.type(), method) != null) {
        throw new IllegalStateException("two methods for " + method.type());
      }
    }
  }

  FactorMethod of(FactorType type) {
    FactorMethod method = byType.get(type);
    if (method == null) {
      throw new IllegalStateException("no method for " + type);
    }
    return method;
  }
}
