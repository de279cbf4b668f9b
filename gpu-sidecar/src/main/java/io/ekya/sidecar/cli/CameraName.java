package io.ekya.sidecar.cli;

/** A camera as it is named on the command line: {@code SITE/CAMERA}. */
record CameraName(String site, String camera) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is none
     */
    static CameraName parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException(
                    "a camera is named SITE/CAMERA, but this is '" + text + "'");
        }
        return new CameraName(text.substring(0, slash), text.substring(slash + 1));
    }
}
