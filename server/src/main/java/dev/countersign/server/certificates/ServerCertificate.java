package dev.countersign.server.certificates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A certificate with its chain and its private key, which belong together and are valid when read.
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final String PEM = "-----BEGIN ";
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** Those of both versions that keep what was said secret even from whoever gets the key later. */
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
  };

  ServerCertificate {
    chain = List.copyOf(chain);
  }

  /** The files' text as it stands, to notice a change and to read from. */
  record Pem(String certificate, String key) {
    static Pem read(TlsSettings.Files files) throws UnusableCertificateException {
      return new Pem(text(files.certificate()), text(files.key()));
    }

    private static String text(Path file) throws UnusableCertificateException {
      try {
        return Files.readString(file, StandardCharsets.US_ASCII);
      } catch (IOException e) {
        throw new UnusableCertificateException(file + " cannot be read.", e);
      }
    }

    // A record would show the key.
    @Override
    public String toString() {
      return "Pem";
    }
  }

  /** Reads and checks both. */
  static ServerCertificate of(Pem pem, Instant now) throws UnusableCertificateException {
    ServerCertificate read = parse(pem);
    if (!read.belongsTogether()) {
      throw new UnusableCertificateException(
          "The key is not that of the certificate. Replace both files.", null);
    }
    if (read.isExpired(now)) {
      throw new UnusableCertificateException(
          "The certificate expired at " + read.expiresAt() + ". Get a new one.", null);
    }
    return read;
  }

  private static ServerCertificate parse(Pem pem) throws UnusableCertificateException {
    // Other text would be taken for the address of a file.
    if (!pem.certificate().contains(PEM) || !pem.key().contains(PEM)) {
      throw new UnusableCertificateException(
          "The files hold no certificate and private key in PEM form.", null);
    }
    try {
      PemSslStore store =
          PemSslStore.load(
              PemSslStoreDetails.forCertificate(pem.certificate()).withPrivateKey(pem.key()));
      List<X509Certificate> chain = store == null ? null : store.certificates();
      PrivateKey key = store == null ? null : store.privateKey();
      if (chain == null || chain.isEmpty() || key == null) {
        throw new UnusableCertificateException(
            "The files hold no certificate and private key in PEM form.", null);
      }
      return new ServerCertificate(chain, key);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Without the cause, which may quote the key.
      throw new UnusableCertificateException(
          "The files hold no certificate and unencrypted private key in PEM form.", null);
    }
  }

  /** For the web server: TLS 1.2 and up, with forward secrecy. */
  SslBundle bundle() {
    return SslBundle.of(
        new PemSslStoreBundle(PemSslStore.of(chain, key), null),
        SslBundleKey.NONE,
        SslOptions.of(CIPHERS, PROTOCOLS));
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  String serialNumber() {
    return certificate().getSerialNumber().toString(16);
  }

  Instant expiresAt() {
    return certificate().getNotAfter().toInstant();
  }

  Duration remaining(Instant now) {
    return Duration.between(now, expiresAt());
  }

  boolean isExpired(Instant now) {
    return !remaining(now).isPositive();
  }

  private boolean belongsTogether() {
    PublicKey open = certificate().getPublicKey();
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] something = certificate().getSignature();
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(something);
      byte[] signature = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(open);
      verifying.update(something);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // A record would show the key.
  @Override
  public String toString() {
    return "ServerCertificate[" + serialNumber() + ", until " + expiresAt() + "]";
  }
}
