using System.Net;
using System.Net.Sockets;

namespace RealtimeMesh.Testing.Processes;

/// <summary>Reserves ports of 127.0.0.1 for programs that are told their port.</summary>
public static class FreePort
{
    // Below the range that outgoing connections get theirs from: a server that is stopped finds its port free when it
    // comes back, and a client that keeps dialling it cannot be connected to itself.
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int BlockSize = 250;

    private static readonly Lock HandOut = new();
    private static readonly Queue<int> Left = new();

    // Held as long as the process lives, however it ends: test programs that run side by side take no ports from each other.
    private static readonly List<FileStream> Blocks = [];

    /// <summary>A port that nobody listens on, and that neither this process nor another test program has been given before.</summary>
    /// <exception cref="InvalidOperationException">Test programs that run now have taken all there are.</exception>
    public static int Next()
    {
        lock (HandOut)
        {
            while (true)
            {
                if (Left.Count == 0)
                {
                    TakeBlock();
                }

                if (Left.Dequeue() is var port && IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    private static void TakeBlock()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"realtimemesh-ports-{Environment.UserName}"));
        var starts = Enumerable.Range(0, (Last - First) / BlockSize).Select(block => First + (block * BlockSize)).ToArray();
        Random.Shared.Shuffle(starts);
        foreach (var start in starts)
        {
            if (TryLock(Path.Combine(folder.FullName, $"{start}")) is { } locked)
            {
                Blocks.Add(locked);
                Enumerable.Range(start, BlockSize).ToList().ForEach(Left.Enqueue);
                return;
            }
        }

        throw new InvalidOperationException($"Test programs that run now have taken all ports from {First} to {Last}.");
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another test program's.
            return null;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
