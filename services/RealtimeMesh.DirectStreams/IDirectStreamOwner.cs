namespace RealtimeMesh.DirectStreams;

/// <summary>Who writes a <see cref="DirectStream"/>. Called by any thread, one call at a time; must not wait.</summary>
public interface IDirectStreamOwner
{
    /// <summary>So many bytes have reached the socket. Called within the stream's lock, <see cref="DirectStream.Send(ReadOnlyMemory{byte}, bool)"/> included.</summary>
    void Sent(int bytes);

    /// <summary>The connection is gone, whoever ended it. Called once, and nothing after it.</summary>
    void Closed();
}
