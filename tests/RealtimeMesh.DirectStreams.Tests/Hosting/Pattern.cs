namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>Bytes of which each place is different from its neighbours: what is missing, twice or elsewhere shows.</summary>
internal static class Pattern
{
    public static byte[] Of(int length, int start = 0)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)(((uint)(start + i) * 2654435761) >> 24);
        }

        return bytes;
    }
}
