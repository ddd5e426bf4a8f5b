package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The style sheet, the script and the icon. Their addresses hold a hash of their content, so that a
 * browser may keep them for good.
 */
@Hidden
@Controller
class StaticFiles {
  /** Where they are: all below is served to anybody. */
  static final String ROOT = "/console/files/";

  private record StaticFile(String name, MediaType type, String content, String hash) {
    String address() {
      return ROOT + hash + "/" + name;
    }
  }

  private static final Map<String, StaticFile> FILES =
      List.of(
              read("console.css", "text/css"),
              read("console.js", "text/javascript"),
              read("passkeys.js", "text/javascript"),
              read("icon.svg", "image/svg+xml"))
          .stream()
          .collect(Collectors.toMap(StaticFile::address, Function.identity()));

  static Frame.StaticFiles addresses() {
    return new Frame.StaticFiles(
        address("console.css"), address("console.js"), address("passkeys.js"), address("icon.svg"));
  }

  @GetMapping(ROOT + "{hash}/{name}")
  ResponseEntity<String> file(@PathVariable String hash, @PathVariable String name) {
    StaticFile file = FILES.get(ROOT + hash + "/" + name);
    if (file == null) {
      return ResponseEntity.notFound().build();
    }
    return ResponseEntity.ok()
        .contentType(file.type())
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .body(file.content());
  }

  private static String address(String name) {
    return FILES.values().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static StaticFile read(String name, String type) {
    try (InputStream resource = StaticFiles.class.getResourceAsStream("/console/" + name)) {
      if (resource == null) {
        throw new IllegalStateException("the console's " + name + " is missing");
      }
      byte[] content = resource.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String hash = HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
      return new StaticFile(
          name,
          MediaType.parseMediaType(type + ";charset=UTF-8"),
          new String(content, StandardCharsets.UTF_8),
          hash);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
