package dev.countersign.testsupport.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A path of the document, such as {@code /v1/payments/{id}}. */
record PathTemplate(String text, Pattern pattern) {
  /** Paths without variables come first, as they win in the service too. */
  static List<PathTemplate> all(Iterator<String> texts) {
    List<PathTemplate> all = new ArrayList<>();
    texts.forEachRemaining(text -> all.add(of(text)));
    all.sort(Comparator.comparing(template -> template.text().contains("{")));
    return List.copyOf(all);
  }

  private static PathTemplate of(String text) {
    String pattern =
        Stream.of(text.split("/", -1))
            .map(part -> part.contains("{") ? "[^/]+" : Pattern.quote(part))
            .collect(Collectors.joining("/"));
    return new PathTemplate(text, Pattern.compile(pattern));
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }
}
