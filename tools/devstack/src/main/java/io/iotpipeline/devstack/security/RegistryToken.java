package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Tokens of the schema registry (JSON Web Tokens, RFC 7519). The registry knows the public key, so
 * it needs no other server to check them.
 */
public final class RegistryToken {

  /** The issuer that the registry requires. */
  public static final String ISSUER = "iot-pipeline";

  /** The claim with the roles. */
  public static final String ROLES = "groups";

  private static final String READ = "sr-readonly";
  private static final String ADMINISTER = "sr-admin";

  private RegistryToken() {}

  static String of(Identity identity, PrivateKey key, Instant expiry) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setSubject(identity.id());
    // Apicurio writes this name into its audit log.
    claims.setStringClaim("preferred_username", identity.id());
    claims.setStringListClaim(ROLES, identity == Identity.OPERATOR ? ADMINISTER : READ);
    claims.setIssuedAtToNow();
    claims.setExpirationTime(NumericDate.fromSeconds(expiry.getEpochSecond()));
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setHeader("typ", "JWT");
    signature.setPayload(claims.toJson());
    signature.setKey(key);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new PipelineException("cannot sign a token of the registry", e);
    }
  }

  static boolean isSignedBy(PublicKey key, String token) {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setCompactSerialization(token);
      signature.setKey(key);
      return signature.verifySignature();
    } catch (JoseException e) {
      return false;
    }
  }

  /** The expiry of a token that {@link #of} has returned. */
  static Instant expiry(String token) {
    try {
      return Instant.ofEpochSecond(
          new JwtConsumerBuilder()
              .setSkipSignatureVerification()
              .setSkipAllValidators()
              .build()
              .processToClaims(token)
              .getExpirationTime()
              .getValue());
    } catch (InvalidJwtException | MalformedClaimException e) {
      throw new PipelineException("a token of the registry cannot be read", e);
    }
  }
}
