/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import io.ekya.vision.live.LiveOptions.Transport;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of FFmpeg's input for a camera. They restrict what its stream can make FFmpeg open:
 * protocols, formats and redirects.
 */
final class InputOptions {
    /** How much of a stream is read to find its format and frame rate. */
    private static final long ANALYSE_MICROS = 1_000_000;

    /** Bytes that wait in the receive buffer of an HTTP connection at most. */
    private static final int RECEIVE_BYTES = 1 << 18;

    private InputOptions() {}

    static Map<String, String> of(LiveAddress address, LiveOptions options) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("protocol_whitelist", protocols(address, options.transport()));
        switch (address.kind()) {
            case RTSP -> {
                all.put("rtsp_transport", options.transport() == Transport.TCP ? "tcp" : "udp");
                all.put("allowed_media_types", "video");
            }
            case HTTP -> {
                all.put("format_whitelist", "mpjpeg,mjpeg,hls,mpegts,mov,aac,ac3,mp3,webvtt");
                all.put("max_redirects", "0");
                all.put("recv_buffer_size", Integer.toString(RECEIVE_BYTES));
                all.put("live_start_index", "-2"); // HLS: one segment in reserve
                all.put("http_persistent", "0");
                all.put("http_multiple", "0");
            }
            case V4L2 -> {
                if (options.fps() > 0) {
                    all.put("framerate", Double.toString(options.fps()));
                }
            }
        }
        if (address.kind() != LiveAddress.Kind.V4L2) {
            all.put("analyzeduration", Long.toString(ANALYSE_MICROS));
        }
        if (address.isEncrypted()) {
            all.put("tls_verify", options.tls().verify() ? "1" : "0");
            if (!options.tls().authorities().isEmpty()) {
                all.put("ca_file", options.tls().authorities());
            }
        }
        return all;
    }

    private static String protocols(LiveAddress address, Transport transport) {
        String udp = transport == Transport.UDP ? ",udp,rtp" : "";
        return switch (address.kind()) {
            case RTSP -> address.isEncrypted() ? "tls,tcp" + udp : "tcp" + udp;
            case HTTP -> address.isEncrypted() ? "https,tls,tcp" : "http,tcp";
            case V4L2 -> "file";
        };
    }
}
