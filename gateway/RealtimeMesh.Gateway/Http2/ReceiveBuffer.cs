namespace RealtimeMesh.Gateway.Http2;

/// <summary>What has come and is not used yet. Larger while reads fill it, because a connection that is behind catches up by large reads.</summary>
internal sealed class ReceiveBuffer
{
    /// <summary>Holds several frames of the largest size.</summary>
    public const int Least = 64 * 1024;

    public const int Most = 1024 * 1024;

    // So many reads in a row that needed little make it small again.
    private const int Quiet = 64;

    private byte[] _bytes = new byte[Least];
    private int _filled;
    private int _quiet;

    public Memory<byte> Free => _bytes.AsMemory(_filled);

    public ReadOnlyMemory<byte> Filled => _bytes.AsMemory(0, _filled);

    public void Fill(int bytes) => _filled += bytes;

    /// <summary>Keeps what was not used.</summary>
    public void Use(int bytes)
    {
        var rest = Filled.Span[bytes..];
        var next = _bytes;
        _quiet = _filled > Least / 2 ? 0 : _quiet + 1;
        if (_filled == _bytes.Length && _filled < Most)
        {
            next = new byte[_filled * 2];
        }
        else if (_quiet >= Quiet && _bytes.Length > Least)
        {
            next = new byte[Least];
        }

        rest.CopyTo(next);
        (_bytes, _filled) = (next, rest.Length);
    }
}
