package io.iotpipeline.gateway;

/** The main class. */
final class GatewayMain {

  private GatewayMain() {}

  public static void main(String[] args) {
    System.exit(2);
  }
}
