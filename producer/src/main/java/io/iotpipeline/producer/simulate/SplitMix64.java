package io.iotpipeline.producer.simulate;

/** 64-bit hash functions whose results are the same on every machine and in every run. */
final class SplitMix64 {

  private SplitMix64() {}

  /**
   * Mixes the bits of a number with the finalizer of SplitMix64 (Steele, Lea, Flood 2014), variant
   * 13.
   */
  static long hash(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  static long hash(long a, long b) {
    return hash(hash(a) ^ b);
  }

  static long hash(long a, long b, long c) {
    return hash(hash(a, b) ^ c);
  }

  static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = hash(hash, text.charAt(i));
    }
    return hash;
  }
}
