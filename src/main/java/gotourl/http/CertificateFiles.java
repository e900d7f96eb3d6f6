package gotourl.http;

import java.nio.file.Path;

/**
 * What the server proves itself with.
 *
 * @param chain certificates in PEM, the server's own first
 * @param privateKey its private key in PEM, not encrypted
 */
public record CertificateFiles(Path chain, Path privateKey) {}
