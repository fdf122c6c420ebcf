using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>Message ids that come out the same when the same event is published again, so that whoever stores it can tell.</summary>
internal static class MessageIds
{
    /// <summary>A UUID of version 8 (RFC 9562): bits of a hash.</summary>
    public static Guid Of(Guid jobId, long sequence)
    {
        Span<byte> input = stackalloc byte[24];
        jobId.TryWriteBytes(input);
        BinaryPrimitives.WriteInt64BigEndian(input[16..], sequence);

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);

        return new Guid(hash[..16], bigEndian: true);
    }
}
