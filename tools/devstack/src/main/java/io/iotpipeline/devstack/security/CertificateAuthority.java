package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificates of a stack, and signs tokens for its registry. Both keys are in one key
 * store.
 */
final class CertificateAuthority {

  /** Certificates and tokens. Browsers and Apple's systems accept no longer time. */
  static final Duration VALIDITY = Duration.ofDays(397);

  private static final Duration OWN_VALIDITY = Duration.ofDays(3650);
  private static final String ORGANIZATION = "O=iot-pipeline";

  /** Clocks of other machines may be slow. */
  private static final Duration EARLIER = Duration.ofHours(1);

  private static final KeyPurposeId[] SERVER = {KeyPurposeId.id_kp_serverAuth};
  private static final KeyPurposeId[] PEER = {
    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
  };

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String CERTIFICATES = "ca";
  private static final String TOKENS = "tokens";

  private final KeyStore.PrivateKeyEntry certificates;
  private final KeyStore.PrivateKeyEntry tokens;
  private final Clock clock;

  private CertificateAuthority(
      KeyStore.PrivateKeyEntry certificates, KeyStore.PrivateKeyEntry tokens, Clock clock) {
    this.certificates = certificates;
    this.tokens = tokens;
    this.clock = clock;
  }

  static CertificateAuthority create(Clock clock) {
    try {
      KeyPair ca = newKeyPair();
      X500Name name = name(distinguishedName("iot-pipeline CA"));
      Instant now = clock.instant();
      X509Certificate own =
          sign(
              ca.getPrivate(),
              builder(name, name, ca.getPublic(), now, OWN_VALIDITY)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                  // Python's clients refuse an authority without it.
                  .addExtension(
                      Extension.subjectKeyIdentifier,
                      false,
                      new JcaX509ExtensionUtils().createSubjectKeyIdentifier(ca.getPublic())));
      KeyStore.PrivateKeyEntry certificates =
          new KeyStore.PrivateKeyEntry(ca.getPrivate(), new Certificate[] {own});
      return new CertificateAuthority(certificates, newTokenKey(certificates, clock), clock);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new PipelineException("cannot create a certificate authority", e);
    }
  }

  /** The same authority with another key for tokens: those of before are worth nothing with it. */
  CertificateAuthority withNewTokenKey() {
    try {
      return new CertificateAuthority(certificates, newTokenKey(certificates, clock), clock);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new PipelineException("cannot make a key for tokens", e);
    }
  }

  private static KeyStore.PrivateKeyEntry newTokenKey(
      KeyStore.PrivateKeyEntry authority, Clock clock)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    // The registry verifies RSA signatures only.
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair signer = rsa.generateKeyPair();
    X509Certificate certificate =
        sign(
            authority.getPrivateKey(),
            builder(
                    name(distinguishedName("iot-pipeline CA")),
                    name(distinguishedName("tokens")),
                    signer.getPublic(),
                    clock.instant(),
                    OWN_VALIDITY)
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    return new KeyStore.PrivateKeyEntry(signer.getPrivate(), new Certificate[] {certificate});
  }

  /**
   * @param store what {@link #store} has returned
   */
  static CertificateAuthority load(byte[] store, String password, Clock clock) {
    return new CertificateAuthority(
        Stores.entry(store, CERTIFICATES, password), Stores.entry(store, TOKENS, password), clock);
  }

  byte[] store(String password) {
    return Stores.of(
        password,
        store -> {
          char[] chars = password.toCharArray();
          store.setKeyEntry(
              CERTIFICATES,
              certificates.getPrivateKey(),
              chars,
              certificates.getCertificateChain());
          store.setKeyEntry(TOKENS, tokens.getPrivateKey(), chars, tokens.getCertificateChain());
        });
  }

  X509Certificate certificate() {
    return (X509Certificate) certificates.getCertificate();
  }

  PrivateKey tokenKey() {
    return tokens.getPrivateKey();
  }

  PublicKey tokenPublicKey() {
    return tokens.getCertificate().getPublicKey();
  }

  /**
   * A key store with a new key and its certificate.
   *
   * @param commonName the server that it is for
   * @param names host names and addresses of the server
   * @param peer whether the server shows the certificate as a client too
   */
  byte[] issue(String commonName, List<String> names, boolean peer, String password) {
    try {
      KeyPair pair = newKeyPair();
      X509Certificate issuer = certificate();
      X509Certificate issued =
          sign(
              certificates.getPrivateKey(),
              builder(
                      name(issuer.getSubjectX500Principal().getName()),
                      name(distinguishedName(commonName)),
                      pair.getPublic(),
                      clock.instant(),
                      VALIDITY)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                  .addExtension(
                      Extension.extendedKeyUsage, false, new ExtendedKeyUsage(peer ? PEER : SERVER))
                  .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
                  .addExtension(
                      Extension.authorityKeyIdentifier,
                      false,
                      new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer)));
      return Stores.of(
          password,
          store ->
              store.setKeyEntry(
                  commonName,
                  pair.getPrivate(),
                  password.toCharArray(),
                  new Certificate[] {issued, issuer}));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new PipelineException("cannot issue a certificate for " + commonName, e);
    }
  }

  /** A trust store with the certificate of this authority. */
  byte[] trustStore(String password) {
    return Stores.of(password, store -> store.setCertificateEntry(CERTIFICATES, certificate()));
  }

  static String distinguishedName(String commonName) {
    return "CN=" + commonName + "," + ORGANIZATION;
  }

  /** Encoded as Java does it, so that Java shows the name as it was given. */
  private static X500Name name(String distinguishedName) {
    return X500Name.getInstance(new X500Principal(distinguishedName).getEncoded());
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration validity) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, new SecureRandom()),
        Date.from(now.minus(EARLIER)),
        Date.from(now.plus(validity)),
        subject,
        key);
  }

  private static X509Certificate sign(PrivateKey key, X509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  private static GeneralNames alternatives(List<String> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }
}
