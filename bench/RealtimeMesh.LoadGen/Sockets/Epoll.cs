using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RealtimeMesh.LoadGen.Sockets;

/// <summary>Waits for any of many descriptors, each known by a number. One thread waits; any may wake it.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    public const uint Readable = 0x1;
    public const uint Writable = 0x4;

    private const int Add = 1;
    private const int Modify = 3;
    private const int Batch = 512;
    private const int WakeKey = -1;

    // The kernel packs the structure on x64 alone.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(Batch * 16, pinned: true);
    private readonly int _epoll = Libc.EpollCreate(0);
    private readonly int _wake;

    public Epoll()
    {
        const int nonBlocking = 0x800;
        _wake = Libc.EventFd(0, nonBlocking);
        Control(Add, _wake, Readable, WakeKey);
    }

    public void Watch(int descriptor, uint interest, int key) => Control(Add, descriptor, interest, key);

    public void Change(int descriptor, uint interest, int key) => Control(Modify, descriptor, interest, key);

    /// <summary>Ends a wait at once.</summary>
    public void Wake() => Libc.Write(_wake, 1, sizeof(long));

    /// <returns>How many are ready: <see cref="Key"/> of 0 up to that.</returns>
    public int Wait(int milliseconds)
    {
        fixed (byte* events = _events)
        {
            var count = Libc.EpollWait(_epoll, events, Batch, milliseconds);
            return count >= 0 ? count : Libc.LastError == Libc.Interrupted ? 0 : throw new IOException($"epoll_wait failed (error {Libc.LastError}).");
        }
    }

    /// <returns>Null when it was only a wake-up.</returns>
    public int? Key(int index)
    {
        var key = (int)BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan((index * EventSize) + DataOffset));
        if (key != WakeKey)
        {
            return key;
        }

        Libc.Read(_wake, out _, sizeof(long));
        return null;
    }

    public void Dispose()
    {
        _ = Libc.Close(_wake);
        _ = Libc.Close(_epoll);
    }

    private void Control(int operation, int descriptor, uint interest, int key)
    {
        var change = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(change, 4), interest);
        BinaryPrimitives.WriteInt64LittleEndian(new Span<byte>(change + DataOffset, 8), key);
        if (Libc.EpollControl(_epoll, operation, descriptor, change) != 0)
        {
            throw new IOException($"epoll_ctl failed (error {Libc.LastError}).");
        }
    }
}
