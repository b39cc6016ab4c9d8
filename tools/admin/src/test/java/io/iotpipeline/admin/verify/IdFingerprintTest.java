package io.iotpipeline.admin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdFingerprintTest {

  private static final UUID A = IdFingerprint.id("s-1", new UUID(1, 2), 3);
  private static final UUID B = IdFingerprint.id("s-1", new UUID(2, 1), 3);
  private static final UUID C = IdFingerprint.id("s-2", new UUID(1, 2), 3);

  private static final UUID D = IdFingerprint.id("s-1", new UUID(1, 2), 4);

  private static IdFingerprint of(UUID... ids) {
    IdFingerprint fingerprint = new IdFingerprint();
    for (UUID id : ids) {
      fingerprint.add(id);
    }
    return fingerprint;
  }

  @Test
  void the_order_does_not_matter() {
    assertThat(of(A, B, C).sameAs(of(C, A, B))).isTrue();
  }

  @Test
  void another_id_another_sensor_or_another_time_does() {
    assertThat(of(A).sameAs(of(B))).isFalse();
    assertThat(of(A).sameAs(of(C))).isFalse();
    assertThat(of(A).sameAs(of(D))).isFalse();
    assertThat(of(A, B).sameAs(of(A))).isFalse();
  }
}
