package dev.countersign.server.ratelimit;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs scripts in Redis, and names what they work on. */
final class Scripts {
  private static final int HASH_BYTES = 16;

  private Scripts() {}

  /** Runs a script that answers whole numbers. It is sent along only where Redis lacks it. */
  static List<Long> run(
      RedisCommands<String, byte[]> commands, String script, String[] keys, byte[]... arguments) {
    try {
      return commands.evalsha(commands.digest(script), ScriptOutputType.MULTI, keys, arguments);
    } catch (RedisNoScriptException unknown) {
      return commands.eval(script, ScriptOutputType.MULTI, keys, arguments);
    }
  }

  /** A key that tells nobody whom it is about. */
  static String key(String prefix, UnaryOperator<byte[]> hash, String identity) {
    byte[] hashed = hash.apply(identity.getBytes(StandardCharsets.UTF_8));
    return prefix + HexFormat.of().formatHex(hashed, 0, HASH_BYTES);
  }

  static byte[] text(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] text(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
