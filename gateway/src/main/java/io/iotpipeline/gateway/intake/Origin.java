package io.iotpipeline.gateway.intake;

/**
 * From where a message came; kept with what cannot be read.
 *
 * @param protocol such as {@code http} or {@code mqtt}
 * @param sender the name of the sender that has logged in
 * @param address host and port of the client
 */
public record Origin(String protocol, String sender, String address) {}
