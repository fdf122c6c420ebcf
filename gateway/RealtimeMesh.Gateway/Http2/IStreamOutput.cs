namespace RealtimeMesh.Gateway.Http2;

/// <summary>Where a response's body goes.</summary>
internal interface IStreamOutput
{
    /// <summary>
    /// Takes all of it and does not wait: what a slow reader has not taken stays here, and is no more than the stream's window, because
    /// only <see cref="Http2Stream.Consumed"/> makes room for more. One caller at a time.
    /// </summary>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Once, after the last data; where the stream was broken off, perhaps while a <see cref="Write"/> is going on.</summary>
    void End(StreamOutcome outcome);
}
