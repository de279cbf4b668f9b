/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rtsp://user:hunter2@cam/1 | rtsp://***@cam/1",
                "rtsp://user:hunter/2@cam/1 | rtsp://***@cam/1",
                "rtsp://user:hunter@2@cam/1 | rtsp://***@cam/1",
                "rtsp://user:hunter%402@cam:554/1 | rtsp://***@cam:554/1",
                "rtsp://user@cam/1 | rtsp://***@cam/1",
                "http://cam/video?password=hunter2 | http://cam/video?password=***",
                "http://cam/video?Pwd=hunter2&channel=1 | http://cam/video?Pwd=***",
                "http://cam/video?channel=1&token=hunter2 | http://cam/video?channel=1&token=***",
                "http://cam/?access_token=hunter2 | http://cam/?access_token=***",
                "http://cam/?password=hunter@2 | http://***",
                "rtsp://cam/user=me_password=hunter2_channel=1.sdp | rtsp://cam/user=me_password=***",
                "http%3A%2F%2Fme%3Ahunter2%40cam%2F1 | http%3A%2F%2F***%40cam%2F1",
                "url=http://a/?u=http%3A%2F%2Fcam%3Fpwd%3Dhunter2 | url=http://a/?u=http%3A%2F%2Fcam%3Fpwd%3D***",
                "Module required username=\"me\" password=\"hunter 2\"; | Module required username=\"me\" password=***",
                "{\"password\": \"hunter2\", \"a\": 1} | {\"password\": \"***\", \"a\": 1}",
                "Authorization: Basic aHVudGVyMg== | Authorization: ***",
                "--set cameras.0.live.password=hunter2 | --set cameras.0.live.password=***",
            })
    void replacesCredentials(String text, String redacted) {
        assertThat(Redaction.of(text)).isEqualTo(redacted);
        assertThat(Redaction.of(redacted)).as("again").isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://camera.local:554/stream1?channel=2",
                "file:/videos/street.mp4",
                "Camera north is unavailable: connection refused",
                "write to admin@example.org about camera 3",
                "must have the form key=value",
                "passed 3 of 4 tests",
                "",
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }

    @Test
    void redactsAnAddressWhosePasswordContainsWhiteSpace() {
        assertThat(Redaction.ofAddress("rtsp://me:hunter 2@cam/1")).isEqualTo("rtsp://***@cam/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password", "Password", "ssl.key.password", "keystorePassword", "token", "apiKey",
                "api_key", "secret", "clientSecret", "sasl.jaas.config", "pwd", "credentials"
            })
    void knowsTheNamesOfSecrets(String name) {
        assertThat(Redaction.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "source", "passes", "bypass", "tokens", "author", "key", "id"})
    void knowsOtherNames(String name) {
        assertThat(Redaction.isSecret(name)).isFalse();
    }

    /** Whatever surrounds the secret in a password, none of it remains. */
    @Property(tries = 2_000)
    void noPartOfAPasswordInAnAddressRemains(
            @ForAll("passwords") String password, @ForAll("prefixes") String prefix) {
        String address = "rtsp://user:" + password + "@cam.local:554/live/1";

        assertThat(Redaction.of(prefix + address)).doesNotContain(SECRET).doesNotContain(password);
        assertThat(Redaction.of(prefix + address)).startsWith(prefix + "rtsp://***");
    }

    @Property(tries = 2_000)
    void noPartOfASecretParameterRemains(
            @ForAll("passwords") String password,
            @ForAll("names") String name,
            @ForAll("separators") String separator) {
        String address = "http://cam.local/video" + separator + name + "=" + password;

        assertThat(Redaction.of("Camera: " + address + " failed"))
                .doesNotContain(SECRET)
                .doesNotContain("=" + password)
                .startsWith("Camera: http://")
                .endsWith(" failed");
    }

    @Property(tries = 1_000)
    void noPercentEncodedPasswordRemains(@ForAll("passwords") String password) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);

        assertThat(Redaction.of("rtsp://user:" + encoded + "@cam/1")).isEqualTo("rtsp://***@cam/1");
        String whole =
                URLEncoder.encode("rtsp://user:" + password + "@cam/1", StandardCharsets.UTF_8);
        assertThat(Redaction.of("see " + whole)).doesNotContain(SECRET).startsWith("see rtsp%3A");
    }

    @Property(tries = 1_000)
    void redactingTwiceChangesNothing(@ForAll("passwords") String password) {
        String once = Redaction.of("rtsp://u:" + password + "@cam/?token=" + password);

        assertThat(Redaction.of(once)).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> passwords() {
        Arbitrary<String> around =
                Arbitraries.strings()
                        .withChars("abAB019@/:?#&=%+-_.,;!$*'()[]{}<>|^~`\\\"")
                        .ofMaxLength(12);
        return around.flatMap(before -> around.map(after -> before + SECRET + after));
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.of("", "Camera north: ", "(", "[warn] '", "{\"source\":\"");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "password",
                "PASSWORD",
                "passwd",
                "pass",
                "pwd",
                "token",
                "access_token",
                "secret",
                "api_key",
                "apikey",
                "auth",
                "userPassword");
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("?", "?a=1&", "/", ";", "/user=x_");
    }
}
