/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtsp://cam/1 | rtsp://cam:554/1 | rtsp://cam:554/1",
                "rtsp://me:secret@cam:8554/1?a=b | rtsp://me:secret@cam:8554/1?a=b | rtsp://***@cam:8554/1?a=b",
                "rtsp://me:p@ss@cam/1 | rtsp://me:p%40ss@cam:554/1 | rtsp://***@cam:554/1",
                "rtsp://me:p%2Fss@cam/1 | rtsp://me:p%2Fss@cam:554/1 | rtsp://***@cam:554/1",
                "rtsp://me@cam/1 | rtsp://me:@cam:554/1 | rtsp://***@cam:554/1",
                "rtsps://Cam | rtsps://cam:322 | rtsps://cam:322",
                "http://[fe80::1]:81/video | http://[fe80::1]:81/video | http://[fe80::1]:81/video",
                "http://me:p@cam/v?a=1&pwd=secret | http://me:p@cam:80/v?a=1&pwd=secret | http://***@cam:80/v?a=1&pwd=***",
                "https://cam/v?token=secret | https://cam:443/v?token=secret | https://cam:443/v?token=***",
                "v4l2:/dev/video0 | /dev/video0 | v4l2:/dev/video0",
            })
    void parsesAddresses(String source, String forFfmpeg, String text) {
        LiveAddress address = LiveAddress.of(source, "", "");

        assertThat(address.withCredentials()).isEqualTo(forFfmpeg);
        assertThat(address).hasToString(text);
        assertThat(LiveAddress.of(text, "", "")).as("parsed again").hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://",
                "rtsp:///1",
                "rtsp://cam:0/1",
                "rtsp://cam:99999/1",
                "rtsp://cam: 554/1",
                "rtsp://me:p/secret@cam/1",
                "rtsp://me:secret with space@cam/1",
                "http://cam/video?password=p@secret",
                "ftp://me:secret@cam/1",
                "v4l2:",
                "v4l2:video0",
                "v4l2:/etc/passwd",
                "v4l2:/dev/../etc/passwd",
            })
    void rejectsOtherAddressesWithoutRepeatingThem(String source) {
        assertThatThrownBy(() -> LiveAddress.of(source, "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void rejectsCredentialsThatAreGivenTwiceOrInPart() {
        assertThatThrownBy(() -> LiveAddress.of("rtsp://a:b@cam/1", "me", "secret"))
                .hasMessageContaining("must not contain credentials if live.user");
        assertThatThrownBy(() -> LiveAddress.of("rtsp://cam/1", "", "secret"))
                .hasMessageContaining("needs live.user");
        assertThatThrownBy(() -> LiveAddress.of("rtsp://cam/1", "me", "x".repeat(200)))
                .hasMessageContaining("at most 127 characters");
    }

    @Test
    void knowsLiveSources() {
        assertThat(LiveAddress.isLive("rtsps://cam/1")).isTrue();
        assertThat(LiveAddress.isLive("v4l2:/dev/video0")).isTrue();
        assertThat(LiveAddress.isLive("file:rtsp://cam/1")).isFalse();
        assertThat(LiveAddress.isLive("synthetic:")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://cam/segment.ts, true",
        "http://CAM:80/segment.ts, true",
        "http://me:pw@cam/segment.ts, true",
        "http://cam:81/segment.ts, false",
        "https://cam/segment.ts, false",
        "http://cam.evil/segment.ts, false",
        "http://cam@evil/segment.ts, false",
        "http://evil/?http://cam/, false",
        "http://evil#@cam/, false",
        "file:///etc/passwd, false",
        "concat:http://cam/1, false",
        "/etc/passwd, false",
    })
    void permitsOnlyTheSameHostAndPort(String other, boolean permitted) {
        assertThat(LiveAddress.of("http://cam/live.m3u8", "", "").isSameHost(other))
                .isEqualTo(permitted);
    }

    @Property
    void ffmpegDecodesTheCredentialsThatWereConfigured(
            @ForAll @NotEmpty @StringLength(max = 8) String user,
            @ForAll @StringLength(max = 8) String password) {
        org.assertj.core.api.Assumptions.assumeThat(user + password)
                .matches(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
        String url;
        try {
            url = LiveAddress.of("rtsp://cam/1", user, password).withCredentials();
        } catch (IllegalArgumentException e) { // too long when encoded
            return;
        }

        assertThat(url).matches("rtsp://[A-Za-z0-9%._~-]*:[A-Za-z0-9%._~-]*@cam:554/1");
        String[] parts = url.substring("rtsp://".length(), url.indexOf('@')).split(":", -1);
        assertThat(URLDecoder.decode(parts[0], StandardCharsets.UTF_8)).isEqualTo(user);
        assertThat(URLDecoder.decode(parts[1], StandardCharsets.UTF_8)).isEqualTo(password);
    }
}
