using System.Buffers;
using System.Buffers.Binary;
using RealtimeMesh.Http2.Frames;

namespace RealtimeMesh.Edge.Ports;

/// <summary>What a client speaks.</summary>
internal enum Spoken
{
    Http1,
    Http2,

    /// <summary>With <see cref="Setting.StreamsOnly"/>.</summary>
    Http2ForStreams,
}

/// <summary>
/// By its first bytes. Every HTTP/2 connection begins with <c>PRI * HTTP/2.0</c>, and no other request begins with its first three bytes; a SETTINGS
/// frame follows.
/// </summary>
internal static class Protocol
{
    // Nobody has so much to say there; whoever does may say it to Kestrel.
    private const int MostSettings = 32 * Setting.Size;

    private const int Most = 24 + FrameHeader.Size + MostSettings;

    private static ReadOnlySpan<byte> Start => "PRI"u8;

    /// <returns>Null when too little of it has come.</returns>
    public static Spoken? Of(ReadOnlySequence<byte> received)
    {
        Span<byte> first = stackalloc byte[Most];
        first = first[..(int)Math.Min(received.Length, first.Length)];
        received.Slice(0, first.Length).CopyTo(first);
        var start = first[..Math.Min(first.Length, Start.Length)];

        return !Start.StartsWith(start) ? Spoken.Http1 : start.Length == Start.Length ? Of(first) : null;
    }

    private static Spoken? Of(ReadOnlySpan<byte> first)
    {
        var preface = FrameWriting.Preface;
        var frame = first[Math.Min(first.Length, preface.Length)..];
        if (!preface.StartsWith(first[..Math.Min(first.Length, preface.Length)]))
        {
            return Spoken.Http2;
        }

        if (frame.Length < FrameHeader.Size)
        {
            return null;
        }

        var header = FrameHeader.Read(frame);
        var settings = frame[FrameHeader.Size..];
        return header is not { Type: FrameType.Settings, Flags: FrameFlags.None, Length: <= MostSettings } ? Spoken.Http2
            : settings.Length < header.Length ? null
            : IsForStreams(settings[..header.Length]) ? Spoken.Http2ForStreams
            : Spoken.Http2;
    }

    private static bool IsForStreams(ReadOnlySpan<byte> settings)
    {
        for (; settings.Length >= Setting.Size; settings = settings[Setting.Size..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(settings) == Setting.StreamsOnly)
            {
                return BinaryPrimitives.ReadUInt32BigEndian(settings[2..]) == 1;
            }
        }

        return false;
    }
}
