package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Key stores and trust stores. */
final class Stores {

  private Stores() {}

  /** Fills a store. */
  @FunctionalInterface
  interface Content {
    void addTo(KeyStore store) throws GeneralSecurityException;
  }

  static byte[] of(String password, Content content) {
    try {
      KeyStore store = KeyStore.getInstance(Credentials.STORE_TYPE);
      store.load(null, null);
      content.addTo(store);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new PipelineException("cannot make a key store", e);
    }
  }

  /** The entry of a store that {@link #of} has returned. */
  static KeyStore.PrivateKeyEntry entry(byte[] store, String alias, String password) {
    try {
      KeyStore keys = KeyStore.getInstance(Credentials.STORE_TYPE);
      keys.load(new ByteArrayInputStream(store), password.toCharArray());
      return (KeyStore.PrivateKeyEntry)
          keys.getEntry(alias, new KeyStore.PasswordProtection(password.toCharArray()));
    } catch (GeneralSecurityException | IOException e) {
      throw new PipelineException("cannot read a key store: " + e.getMessage(), e);
    }
  }

  /** The names and addresses that a certificate is for. */
  static Set<String> names(X509Certificate certificate) {
    try {
      return certificate.getSubjectAlternativeNames().stream()
          .map(typeAndName -> typeAndName.get(1).toString())
          .collect(Collectors.toSet());
    } catch (CertificateParsingException e) {
      throw new PipelineException("cannot read a certificate: " + e.getMessage(), e);
    }
  }

  /** Certificates, or a private key as PKCS 8, in PEM. */
  static String pem(Object... objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (Object each : objects) {
        pem.writeObject(each instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : each);
      }
    } catch (IOException e) {
      throw new PipelineException("cannot write PEM", e);
    }
    return text.toString();
  }

  /** The certificate of the only entry; empty if there is no such file or password. */
  static Optional<X509Certificate> certificate(Path file, String password) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(Credentials.STORE_TYPE);
      store.load(in, password.toCharArray());
      String alias = store.aliases().nextElement();
      return Optional.of((X509Certificate) store.getCertificate(alias));
    } catch (IOException wrongPasswordOrDamaged) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new PipelineException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
