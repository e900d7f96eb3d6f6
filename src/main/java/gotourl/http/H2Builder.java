package gotourl.http;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** Puts an {@link H2Connection} together, with the limits that Netty's codec keeps by itself. */
final class H2Builder extends AbstractHttp2ConnectionHandlerBuilder<H2Connection, H2Builder> {

  /** More than a page of ours has parts. Beyond it: REFUSED_STREAM. */
  static final int STREAMS_MAX = 100;

  /** What HTTP/2 counts for each field beside its name and value (RFC 9113, section 10.5.1). */
  private static final int FIELD_OVERHEAD_BYTES = 32;

  /** So that what is allowed in HTTP/1 is allowed here. Larger: 431. */
  static final int HEADER_LIST_BYTES_MAX =
      Limits.HEADER_BYTES_MAX + Limits.HEADER_FIELDS_MAX * FIELD_OVERHEAD_BYTES;

  /** Frames in a row of a body that bring nothing. */
  private static final int EMPTY_DATA_MAX = 2;

  /** Small CONTINUATION frames of one header; 16 KiB need one. */
  private static final int SMALL_CONTINUATIONS_MAX = 16;

  private final Router router;
  private final FrameWire wire;
  private final Outlet outlet;
  private final Loop loop;
  private final Limits limits;
  private final Peer peer;
  private final Resets resets;

  H2Builder(Router router, FrameWire wire, Outlet outlet, Loop loop, Limits limits, Peer peer) {
    this.peer = peer;
    this.router = router;
    this.wire = wire;
    this.outlet = outlet;
    this.loop = loop;
    this.limits = limits;
    this.resets = new Resets(loop.nowNanos());
    initialSettings(
        new Http2Settings()
            .maxConcurrentStreams(STREAMS_MAX)
            .maxHeaderListSize(HEADER_LIST_BYTES_MAX));
    decoderEnforceMaxRstFramesPerWindow(Resets.MAX, Resets.SECONDS);
    decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_MAX);
    gracefulShutdownTimeoutMillis(limits.linger().toMillis());
    Http2Connection streams = streams();
    Http2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(streams, new DefaultHttp2FrameWriter());
    codec(decoder(streams, encoder), encoder);
  }

  /** Priorities are advice, and Netty's tree of them a target: all streams are alike. */
  private static Http2Connection streams() {
    Http2Connection streams = new DefaultHttp2Connection(true, 0);
    UniformStreamByteDistributor alike = new UniformStreamByteDistributor(streams);
    streams.remote().flowController(new DefaultHttp2RemoteFlowController(streams, alike));
    return streams;
  }

  private Http2ConnectionDecoder decoder(Http2Connection streams, Http2ConnectionEncoder encoder) {
    boolean acknowledges = true;
    boolean validates = true;
    Http2FrameReader reader =
        new DefaultHttp2FrameReader(
            new DefaultHttp2HeadersDecoder(validates, HEADER_LIST_BYTES_MAX),
            SMALL_CONTINUATIONS_MAX);
    return new DefaultHttp2ConnectionDecoder(
        streams,
        encoder,
        new StreamOrderReader(reader, streams, resets),
        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
        acknowledges,
        acknowledges,
        validates,
        validates);
  }

  @Override
  protected H2Connection build() {
    return super.build();
  }

  @Override
  protected H2Connection build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    StreamAnswers answers = new StreamAnswers(wire, outlet, loop, encoder);
    H2Requests requests = new H2Requests(router, loop, limits, decoder.connection(), answers, peer);
    return new H2Connection(
        decoder, encoder, settings, outlet, answers, requests, resets, loop, limits);
  }
}
