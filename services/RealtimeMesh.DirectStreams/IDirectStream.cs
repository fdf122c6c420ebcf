namespace RealtimeMesh.DirectStreams;

/// <summary>The rest of a response, without its request. What cannot leave at once waits, up to a bound. Thread-safe; nothing waits.</summary>
public interface IDirectStream
{
    /// <summary>Whether all bytes must be chunks, see <see cref="Chunk"/>, and <see cref="Chunk.Last"/> is added; else they are the content itself.</summary>
    bool TakesChunks { get; }

    /// <summary>Nothing waits.</summary>
    bool IsDrained { get; }

    /// <summary>Sends these bytes, or lets them wait.</summary>
    /// <param name="bytes">Must not change any more.</param>
    /// <param name="flush">False when more follows at once, and <see cref="Flush"/> after it: then they leave together.</param>
    /// <returns>False when too much would wait: they were not taken.</returns>
    bool Send(ReadOnlyMemory<byte> bytes, bool flush = true);

    /// <summary>The same for bytes that may change after the call: what has to wait is a copy.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="copy">Of these bytes, made if it is empty and needed: streams that are sent the same bytes share it.</param>
    /// <param name="flush">As above.</param>
    /// <returns>As above.</returns>
    bool Send(ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> copy, bool flush = true);

    /// <summary>Sends what was held back.</summary>
    void Flush();

    /// <summary>Sends what waits, then these bytes. Nothing is taken after it.</summary>
    /// <param name="last">The last bytes.</param>
    /// <param name="discard">Whether what waits is left out; what has been sent in part is completed all the same.</param>
    void End(ReadOnlyMemory<byte> last, bool discard = false);

    /// <summary>Breaks the response off. The owner is told as always.</summary>
    void Abort();
}
