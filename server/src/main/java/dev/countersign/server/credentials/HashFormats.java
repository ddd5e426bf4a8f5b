package dev.countersign.server.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Reads hashes as Argon2's and bcrypt's own libraries, Django, Werkzeug, Spring Security and
 * passlib write them.
 */
final class HashFormats {
  private static final int TEXT_MAX = 1024;
  private static final String BASE64 = "([A-Za-z0-9+/]{11,88}={0,2})";
  private static final String SALT = "([^$]{1,128})";
  private static final String HEX = "([0-9a-f]{32,128})";
  private static final String BCRYPT = "(\\$2[aby]\\$(?:0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53})";

  private static final List<Format> FORMATS =
      List.of(
          new Format(
              "(?:\\{argon2(?:@SpringSecurity_v5_8)?}|argon2)?\\$argon2(id|i|d)\\$(?:v=(16|19)\\$)?"
                  + "m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})\\$([A-Za-z0-9+/]{11,86})"
                  + "\\$([A-Za-z0-9+/]{22,86})",
              HashFormats::argon2),
          new Format(
              "(?:\\{bcrypt}|bcrypt\\$)?" + BCRYPT, form -> new BcryptScheme(form.group(1), false)),
          new Format("bcrypt_sha256\\$" + BCRYPT, form -> new BcryptScheme(form.group(1), true)),
          // Django.
          new Format(
              "pbkdf2_(sha1|sha256|sha512)\\$(\\d{1,9})\\$" + SALT + "\\$" + BASE64,
              form -> pbkdf2(form, text(form, 3), base64(form, 4))),
          new Format(
              "scrypt\\$(\\d{1,9})\\$" + SALT + "\\$(\\d{1,9})\\$(\\d{1,9})\\$" + BASE64,
              form ->
                  new ScryptScheme(
                      number(form, 1),
                      number(form, 3),
                      number(form, 4),
                      new SaltedTag(text(form, 2), base64(form, 5)))),
          // Werkzeug.
          new Format(
              "pbkdf2:(sha1|sha256|sha512):(\\d{1,9})\\$" + SALT + "\\$" + HEX,
              form -> pbkdf2(form, text(form, 3), hex(form.group(4)))),
          new Format(
              "scrypt:(\\d{1,9}):(\\d{1,9}):(\\d{1,9})\\$" + SALT + "\\$" + HEX,
              form ->
                  new ScryptScheme(
                      number(form, 1),
                      number(form, 2),
                      number(form, 3),
                      new SaltedTag(text(form, 4), hex(form.group(5))))),
          // passlib, whose base 64 has a dot for a plus.
          new Format(
              "\\$pbkdf2-(sha256|sha512)\\$(\\d{1,9})\\$([A-Za-z0-9./]{2,128})"
                  + "\\$([A-Za-z0-9./]{27,88})",
              form -> pbkdf2(form, dotted(form, 3), dotted(form, 4))),
          // Spring Security: salt and hash in one, and a cost that only the name tells.
          new Format(
              "\\{pbkdf2}([0-9a-f]{16})([0-9a-f]{64})",
              form -> springPbkdf2(form, Pbkdf2Scheme.Hmac.SHA1, 185_000)),
          new Format(
              "\\{pbkdf2@SpringSecurity_v5_8}([0-9a-f]{32})([0-9a-f]{64})",
              form -> springPbkdf2(form, Pbkdf2Scheme.Hmac.SHA256, 310_000)),
          new Format(
              "\\{scrypt(?:@SpringSecurity_v5_8)?}\\$([0-9a-f]{1,7})\\$" + BASE64 + "\\$" + BASE64,
              HashFormats::springScrypt));

  // What begins like this and was not read is a hash of a kind that is read, but broken.
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?s)(\\{(bcrypt|argon2|pbkdf2|scrypt)(@\\w+)?}|\\$2[aby]\\$|(argon2)?\\$argon2|bcrypt(_sha256)?\\$"
              + "|pbkdf2[_:]|\\$pbkdf2-|scrypt[:$]).*");
  private static final Pattern UNSAFE =
      Pattern.compile(
          "(?is)(\\{(noop|ldap|md4|md5|sha|ssha|sha-1|sha-256|sha256)}.*|(plain|md5|sha1|sha256|unsalted_\\w+)"
              + "\\$.*|[^${]*)");

  private HashFormats() {}

  private record Format(Pattern pattern, Function<Matcher, HashScheme> reader) {
    Format(String pattern, Function<Matcher, HashScheme> reader) {
      this(Pattern.compile(pattern), reader);
    }
  }

  /** The hash in a text; empty for none that is known. */
  static Optional<HashScheme> read(String text) {
    if (text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    for (Format format : FORMATS) {
      Matcher form = format.pattern().matcher(text);
      if (form.matches()) {
        try {
          return Optional.of(format.reader().apply(form));
        } catch (IllegalArgumentException outOfBounds) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Why a hash in a text cannot be taken over; empty where it can. */
  static Optional<HashFault> fault(String text) {
    Optional<HashScheme> scheme = read(text);
    if (scheme.isPresent()) {
      return scheme.get().isAffordable() ? Optional.empty() : Optional.of(HashFault.COSTLY_HASH);
    }
    if (KNOWN.matcher(text).matches()) {
      return Optional.of(HashFault.MALFORMED_HASH);
    }
    return Optional.of(
        UNSAFE.matcher(text).matches() ? HashFault.UNSAFE_HASH : HashFault.UNSUPPORTED_HASH);
  }

  private static HashScheme argon2(Matcher form) {
    int type =
        switch (form.group(1)) {
          case "d" -> Argon2Parameters.ARGON2_d;
          case "i" -> Argon2Parameters.ARGON2_i;
          default -> Argon2Parameters.ARGON2_id;
        };
    // A string that names no version is of the first.
    int version =
        "19".equals(form.group(2))
            ? Argon2Parameters.ARGON2_VERSION_13
            : Argon2Parameters.ARGON2_VERSION_10;
    return new Argon2Scheme(
        type,
        version,
        new Argon2Cost(number(form, 3), number(form, 4), number(form, 5)),
        new SaltedTag(base64(form, 6), base64(form, 7)));
  }

  private static HashScheme pbkdf2(Matcher form, byte[] salt, byte[] tag) {
    return new Pbkdf2Scheme(
        Pbkdf2Scheme.Hmac.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
        number(form, 2),
        new SaltedTag(salt, tag));
  }

  private static HashScheme springPbkdf2(Matcher form, Pbkdf2Scheme.Hmac hmac, int iterations) {
    return new Pbkdf2Scheme(
        hmac, iterations, new SaltedTag(hex(form.group(1)), hex(form.group(2))));
  }

  /** The logarithm of the cost, the block size and the parallelisation in one number. */
  private static HashScheme springScrypt(Matcher form) {
    int packed = Integer.parseInt(form.group(1), 16);
    int logarithm = packed >>> 16;
    if (logarithm > 30) {
      throw new IllegalArgumentException("the cost of scrypt is out of bounds");
    }
    return new ScryptScheme(
        1 << logarithm,
        packed >>> 8 & 0xff,
        packed & 0xff,
        new SaltedTag(base64(form, 2), base64(form, 3)));
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  private static byte[] text(Matcher form, int group) {
    return form.group(group).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] base64(Matcher form, int group) {
    return Base64.getDecoder().decode(form.group(group));
  }

  private static byte[] dotted(Matcher form, int group) {
    return Base64.getDecoder().decode(form.group(group).replace('.', '+'));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
