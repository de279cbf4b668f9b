package io.ekya.job.live;

import io.ekya.job.operator.SidecarFactory;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.client.Sidecar;

/**
 * The sidecar at an address. A token it may ask for comes from the environment of the process that
 * connects (EKYA_SIDECAR_TOKEN), so that it is in no configuration and no log.
 */
record SidecarAddress(String host, int port) implements SidecarFactory {

    /**
     * @param address host:port
     */
    static SidecarAddress of(String address) {
        int colon = address.lastIndexOf(':');
        return new SidecarAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    @Override
    public Sidecar connect() {
        String token = System.getenv().getOrDefault("EKYA_SIDECAR_TOKEN", "");
        return new FlightSidecar(host, port, token, FlightSidecar.DEADLINE);
    }
}
