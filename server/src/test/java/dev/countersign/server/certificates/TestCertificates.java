package dev.countersign.server.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.UUID;

/** Certificates for localhost that sign themselves, made by the JDK's keytool. */
final class TestCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A certificate and its key. */
  record Made(Certificate certificate, String certificatePem, String keyPem) {
    void write(TlsSettings.Files files) throws IOException {
      Files.writeString(files.certificate(), certificatePem);
      Files.writeString(files.key(), keyPem);
      Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));
    }
  }

  private TestCertificates() {}

  /**
   * Makes one.
   *
   * @param startDays when it begins, in days from now
   * @param days how long it is valid
   */
  static Made of(Path folder, int startDays, int days) {
    Path store = folder.resolve(UUID.randomUUID() + ".p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "it",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-startdate",
                  (startDays < 0 ? "" : "+") + startDays + "d",
                  "-validity",
                  Integer.toString(days),
                  "-keystore",
                  store.toString(),
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  new String(PASSWORD))
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool: " + said);
      }
      return read(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("no certificate was made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Made read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD);
    }
    Certificate certificate = store.getCertificate("it");
    return new Made(
        certificate,
        pem("CERTIFICATE", certificate.getEncoded()),
        pem("PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded()));
  }

  private static String pem(String what, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
