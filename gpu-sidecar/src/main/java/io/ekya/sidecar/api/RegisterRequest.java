package io.ekya.sidecar.api;

/**
 * Body of register.
 *
 * @param needed number of the oldest event that the client still needs
 */
public record RegisterRequest(String site, String client, long needed) {}
